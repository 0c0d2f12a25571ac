import { AppError } from '#core/base'
import type { CachedEmbedder } from '#core/embedding'

/**
 * Meaning where there is a model, nothing where there is none: the engine goes on with words and rules alone.
 * `null` always means "not now".
 */
export function createMeaning(embedder: CachedEmbedder) {
  let warm: Promise<boolean> | null = null
  let ready = false

  /** Loads the model; once per failure-free life. */
  function warmUp(): Promise<boolean> {
    warm ??= embedder.embed(['ready']).then(
      () => {
        ready = true
        return true
      },
      (error: unknown) => {
        warm = null
        if (error instanceof AppError) return false
        throw error
      },
    )
    return warm
  }

  return {
    warmUp,
    /** true once a vector can be had in milliseconds */
    isReady: () => ready,
    /** @throws {AppError} `embedder-unavailable` */
    embed: (texts: readonly string[]) => embedder.embed(texts),
    async queryVector(text: string): Promise<Float32Array | null> {
      if (!(await warmUp())) return null
      return (await embedder.embed([text]))[0] ?? null
    },
    async vectorsOf(texts: readonly string[], onProgress?: (done: number, of: number) => void) {
      if (!(await warmUp())) return null
      return embedder.vectors(texts, onProgress ? { onProgress } : {})
    },
  }
}
export type Meaning = ReturnType<typeof createMeaning>
