import { sha256Hex } from '#core/base'
import type { Embedder } from './embedder.ts'
import type { VectorCache } from './vector-cache.ts'
import { quantise } from './vectors.ts'

/** So many texts are embedded, then kept, so that an interruption loses seconds. */
const BATCH = 32

export interface CachedEmbedder extends Embedder {
  /**
   * Quantised vectors of texts that come again (passages, titles): taken from the cache by the hash of model and text,
   * embedded only where new.
   *
   * @param onProgress called after each batch with how many of the missing texts are done
   * @throws {AppError} `embedder-unavailable`; what was embedded so far is kept
   */
  vectors(
    texts: readonly string[],
    options?: { signal?: AbortSignal; onProgress?: (done: number, of: number) => void },
  ): Promise<Int8Array[]>
}

/** Adds a cache for texts that come again; `embed` itself goes straight through, for queries. */
export function createCachedEmbedder(embedder: Embedder, cache: VectorCache): CachedEmbedder {
  return {
    ...embedder,
    async vectors(texts, { signal, onProgress } = {}) {
      const keys = texts.map((text) => vectorKey(embedder.model, text))
      const known = await cache.get(keys)
      const byKey = new Map(keys.flatMap((key, i) => (known[i] ? [[key, known[i]] as const] : [])))
      const missing = [...new Map(keys.map((key, i) => [key, texts[i] ?? '']))].filter(([key]) => !byKey.has(key))
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH)
        const made = await embedder.embed(
          batch.map(([, text]) => text),
          signal,
        )
        const entries = batch.map(([key], i) => [key, quantise(made[i] ?? new Float32Array())] as const)
        await cache.put(entries)
        for (const [key, vector] of entries) byKey.set(key, vector)
        onProgress?.(from + batch.length, missing.length)
      }
      return keys.map((key) => byKey.get(key) ?? new Int8Array(embedder.dimensions))
    },
  }
}

/** @returns lower-case hex, 64 characters */
export const vectorKey = (model: string, text: string): string => sha256Hex(`${model}\n${text}`)
