import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { DIMENSIONS, type Embedder, embeddingModels } from '#core/embedding'

const Vector = v.instance(Float32Array)
const Token = v.object({ from: v.number(), to: v.number(), id: v.number(), vector: Vector })
const Answer = v.union([
  v.object({ n: v.number(), vectors: v.array(Vector) }),
  v.object({ n: v.number(), embedded: v.array(v.object({ pooled: Vector, tokens: v.array(Token) })) }),
  v.object({ n: v.number(), fault: v.string() }),
])
type Answer = v.InferOutput<typeof Answer>
type Waiting = { take(answer: Answer): void; reject(error: unknown): void }

/** Lower than a server's: requests go first. */
const NICE = 10

/**
 * The embedding model in a process of its own, which is begun by the first text and ended by `close`: neither its memory nor
 * its work is the server's.
 *
 * @param modelRoot folder of the built model; made where it is missing
 */
export function createProcessEmbedder(modelRoot: string): Required<Embedder> & { close(): void } {
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
      if ('fault' in answer) asked?.reject(unavailable(answer.fault))
      else asked?.take(answer)
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

  function ask(texts: readonly string[], tokens: boolean, signal: AbortSignal | undefined): Promise<Answer> {
    signal?.throwIfAborted()
    child ??= begin()
    const asked = child
    return new Promise((take, reject) => {
      const n = ++count
      waiting.set(n, { take, reject })
      asked.send({ n, texts, tokens }, (error) => error && reject(unavailable(error.message, error)))
    })
  }

  return {
    model: embeddingModels.int8.sha256,
    dimensions: DIMENSIONS,
    async embed(texts, signal) {
      const answer = await ask(texts, false, signal)
      return 'vectors' in answer ? answer.vectors : []
    },
    async embedTokens(texts, signal) {
      const answer = await ask(texts, true, signal)
      return 'embedded' in answer ? answer.embedded : []
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
