import { type ChildProcess, fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { parse } from '#core/base'
import { document } from '#core/content'
import { type Refusal, refused, type TakenDocument } from '#core/knowledge'
import { build } from '../build/build.ts'
import { reader as readerStep } from '../build/steps.ts'
import { MAX_FILE_BYTES, type ReadingLimits, readingLimits } from './reading/limits.ts'
import type { FileToRead } from './reading/read-file.ts'
import { readerBundle } from './reading/reader-bundle.ts'

export interface DocumentReader {
  /** Never fails: what cannot be read, in the time and memory there is, is refused with a sentence. Files are read in turn. */
  read(file: FileToRead): Promise<TakenDocument | Refusal>
  close(): void
}

const Answer = v.object({
  n: v.number(),
  result: v.variant('state', [
    v.object({
      state: v.literal('taken'),
      id: v.string(),
      body: v.unknown(),
      missing: v.array(v.string()),
      warnings: v.array(v.string()),
    }),
    v.object({ state: v.literal('refused'), line: v.number(), reason: v.string() }),
  ]),
})

/** How a file was not read. */
type Ended = { ended: 'timeout' | 'memory' | 'fault' }

const root = resolve(import.meta.dirname, '../..')
const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

/**
 * Reads files in a process of its own, which may use so much time and memory a file, and reach neither network nor files. It is begun
 * by the first file, read with by all after it, and replaced when one breaks it.
 */
export function createDocumentReader(limits: Partial<ReadingLimits> = {}): DocumentReader {
  const { timeoutMs, heapMb, memoryMb } = { ...readingLimits, ...limits }
  let child: { process: ChildProcess; read: number } | null = null
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  async function begin(): Promise<{ process: ChildProcess; read: number }> {
    await build({ root, steps: [readerStep], nowMs: () => performance.now(), log: () => {} })
    const made = fork(join(root, readerBundle), [String(memoryMb)], {
      execArgv: ['--no-warnings', `--max-old-space-size=${heapMb}`, ...permissions()],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
    })
    made.unref()
    made.channel?.unref()
    return { process: made, read: 0 }
  }

  function end(): void {
    child?.process.kill('SIGKILL')
    child = null
  }

  async function ask(file: FileToRead): Promise<TakenDocument | Refusal | Ended> {
    child ??= await begin()
    const asked = child
    asked.read++
    const n = ++count
    return new Promise((resolve) => {
      const finish = (result: TakenDocument | Refusal | Ended) => {
        clearTimeout(timer)
        asked.process.off('message', onMessage).off('exit', onExit).off('error', onError)
        if ('ended' in result && child === asked) end()
        resolve(result)
      }
      const onMessage = (message: unknown) => {
        try {
          const answer = parse(Answer, message, 'answer of the reading process')
          if (answer.n !== n) return
          const { result } = answer
          finish(result.state === 'refused' ? result : { ...result, body: document.parse(result.body) })
        } catch {
          // what a hostile file made of that process is not to be believed, and must not end this one
          finish({ ended: 'fault' })
        }
      }
      // out of heap V8 aborts, out of memory the guard kills
      const onExit = (code: number | null, signal: string | null) =>
        finish({ ended: signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134 ? 'memory' : 'fault' })
      const onError = () => finish({ ended: 'fault' })
      const timer = setTimeout(() => finish({ ended: 'timeout' }), timeoutMs)
      asked.process.on('message', onMessage).once('exit', onExit).once('error', onError)
      asked.process.send(
        { n, ...file, bytes: new Uint8Array(file.bytes) },
        (error) => error && finish({ ended: 'fault' }),
      )
    })
  }

  async function read(file: FileToRead): Promise<TakenDocument | Refusal> {
    if (file.bytes.length > MAX_FILE_BYTES) return refused(1, `larger than ${mebibytes(MAX_FILE_BYTES)} MiB; split it`)
    let result = await ask(file)
    // what the process had kept of files before must not be held against this one
    if ('ended' in result && result.ended !== 'timeout') result = await ask(file)
    if (!('ended' in result)) return result
    if (result.ended === 'timeout') return refused(1, `took longer than ${timeoutMs / 1000} s to read; split it`)
    if (result.ended === 'memory') return refused(1, `needs more than ${memoryMb} MiB to read; split it`)
    return refused(1, 'broke the process that reads files; save it again in another way')
  }

  return {
    read(file) {
      const turn = last.then(() => read(file))
      // a process that could not begin once is begun again for the next file
      last = turn.catch(() => {})
      return turn
    },
    close: end,
  }
}

/** No file but the bundle, no process, no native code; the flag lost its prefix in Node 22. */
function permissions(): string[] {
  const known = process.allowedNodeEnvironmentFlags
  const flag = known.has('--permission') ? '--permission' : '--experimental-permission'
  return known.has(flag) ? [flag, `--allow-fs-read=${join(root, readerBundle)}`, '--allow-worker'] : []
}
