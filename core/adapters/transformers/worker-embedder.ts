import { wrap } from 'comlink'
import { AppError } from '#core/base'
import { DIMENSIONS, type Embedder, embeddingModels } from '#core/embedding'
import type { RemoteEmbedder } from './serve-embedder.ts'
import type { TransformersOptions } from './transformers-embedder.ts'

/**
 * The embedder in a worker of its own, made by the face:
 * `new Worker(new URL('...', import.meta.url), { type: 'module' })` on a file that calls `serveEmbedder`. One text crosses at a time, so a question waits for at most one
 * passage, and an abort takes effect at the next text.
 */
export function createWorkerEmbedder(worker: Worker, options: TransformersOptions): Embedder {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(unavailable(event.message || 'its worker did not start')))
  })
  broken.catch(() => {})
  const remote = wrap<RemoteEmbedder>(worker)
  const configured = remote.configure(options)
  configured.catch(() => {})
  async function oneByOne<T>(
    texts: readonly string[],
    signal: AbortSignal | undefined,
    ask: (text: string) => Promise<T>,
  ): Promise<T[]> {
    const made: T[] = []
    for (const text of texts) {
      signal?.throwIfAborted()
      made.push(await Promise.race([broken, configured.then(() => ask(text)).catch(fail)]))
    }
    return made
  }
  return {
    model: embeddingModels[options.model ?? 'int8'].sha256,
    dimensions: DIMENSIONS,
    embed: (texts, signal) => oneByOne(texts, signal, (text) => remote.embed(text)),
    embedTokens: (texts, signal) => oneByOne(texts, signal, (text) => remote.embedTokens(text)),
  }
}

/** An error loses its class and code on the way out of a worker. */
const fail = (cause: unknown): never => {
  throw unavailable(cause instanceof Error ? cause.message : String(cause), cause)
}

const unavailable = (why: string, cause?: unknown) =>
  new AppError('embedder-unavailable', `The embedding model does not answer: ${why}`, cause)
