import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Embedder } from '#core/embedding'
import { createFileCachedEmbedder } from '../vector-cache.ts'
import { createProcessEmbedder } from './process-embedder.ts'

/** An embedder that holds a file and perhaps a process until it is closed. */
export type OpenedEmbedder = Embedder & { close(): void }

const modelRoot = fileURLToPath(new URL('../../dist/model', import.meta.url))

/**
 * The embedding model for the server's own work (vectors of a release, its questions), with the vectors kept in the
 * folder's `cache/`. The model runs only where the cache lacks a text, so opening costs nothing.
 */
export function openServerEmbedder(folder: string): OpenedEmbedder {
  const model = createProcessEmbedder(modelRoot)
  const cached = createFileCachedEmbedder(model, join(resolve(folder), 'cache', 'vectors.sqlite'))
  const close = () => {
    model.close()
    cached.close()
  }
  // words of learners go this way: nothing of them is kept in the file
  const embedTokens: Embedder['embedTokens'] = (texts, signal) => model.embedTokens(texts, signal)
  return { ...cached, embedTokens, close }
}

/** Hands the organisation's embedder to `work` and closes it after; null where there is none. */
export async function withEmbedder<T>(
  org: { openEmbedder(): OpenedEmbedder | null },
  work: (embedder: Embedder | null) => Promise<T>,
): Promise<T> {
  const embedder = org.openEmbedder()
  try {
    return await work(embedder)
  } finally {
    embedder?.close()
  }
}
