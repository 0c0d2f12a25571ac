import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { DIMENSIONS, type Embedder, embeddingModels } from '#core/embedding'

const Answer = v.union([
  v.object({ n: v.number(), vectors: v.array(v.instance(Float32Array)) }),
  v.object({ n: v.number(), fault: v.string() }),
])
type Waiting = { resolve(vectors: Float32Array[]): void; reject(error: unknown): void }

/** Lower than a server's: requests go first. */
const NICE = 10

/**
 * The embedding model in a process of its own, which is begun by the first text and ended by `close`: neither its memory nor
 * its work is the server's.
 *
 * @param modelRoot folder of the built model; made where it is missing
 */
export function createProcessEmbedder(modelRoot: string): Embedder & { close(): void } {
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let count = 0

  function begin(): ChildProcess {
    const path = fileURLToPath(new URL('embed-process.ts', import.meta.url))
    const made = fork(path, [modelRoot], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    made.on('message', (message: unknown) => {
      const answer = parse(Answer, message, 'answer of the embedding process')
      const asked = waiting.get(answer.n)
      waiting.delete(answer.n)
      if ('vectors' in answer) asked?.resolve(answer.vectors)
      else asked?.reject(unavailable(answer.fault))
    })
    const lost = (why: string) => {
      if (child === made) child = null
      for (const { reject } of waiting.values()) reject(unavailable(why))
      waiting.clear()
    }
    made.once('error', (error) => lost(error.message))
    made.once('exit', (code, signal) => lost(`its process ended (${signal ?? code})`))
    made.once('spawn', () => lowerPriority(made.pid))
    return made
  }

  return {
    model: embeddingModels.int8.sha256,
    dimensions: DIMENSIONS,
    embed(texts, signal) {
      signal?.throwIfAborted()
      child ??= begin()
      const asked = child
      return new Promise((resolve, reject) => {
        const n = ++count
        waiting.set(n, { resolve, reject })
        asked.send({ n, texts }, (error) => error && reject(unavailable(error.message, error)))
      })
    },
    close() {
      const ended = child
      child = null
      ended?.kill()
    },
  }
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE)
  } catch {
    // it ended already, or this system has no priorities: it embeds all the same
  }
}

const unavailable = (why: string, cause?: unknown) =>
  new AppError('embedder-unavailable', `The embedding model does not answer: ${why}`, cause)
