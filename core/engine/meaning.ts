import { AppError } from '#core/base'
import { type CachedEmbedder, createTokenTexts } from '#core/embedding'

export interface MeaningDeps {
  embedder: CachedEmbedder
  nowMs(): number
  rest(ms: number): Promise<void>
  /** the model is there now */
  changed(): void
}

/** Work that can wait keeps off for so long after somebody asked: the next keystroke is likely near. */
const QUIET_MS = 300
/** Texts that come again and again (aids, competencies), kept in memory. */
const MOST_KEPT = 2000

/**
 * Meaning where there is a model, nothing where there is none: the engine goes on with words and rules alone.
 * `null` always means "not now".
 */
export function createMeaning({ embedder, nowMs, rest, changed }: MeaningDeps) {
  let warm: Promise<boolean> | null = null
  let ready = false
  let asking = 0
  let lastAskedMs = Number.NEGATIVE_INFINITY
  const kept = new Map<string, Int8Array>()

  /** Loads the model; once per failure-free life. */
  function warmUp(): Promise<boolean> {
    warm ??= embedder.embed(['ready']).then(
      () => {
        ready = true
        changed()
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

  /** Somebody waits for this: what can wait makes way. */
  async function urgent<T>(work: () => Promise<T>): Promise<T> {
    asking++
    try {
      return await work()
    } finally {
      asking--
      lastAskedMs = nowMs()
    }
  }

  const embed = (texts: readonly string[]) => urgent(() => embedder.embed(texts))
  const tokens = createTokenTexts(embedder)

  return {
    warmUp,
    /** true once a vector can be had in milliseconds */
    isReady: () => ready,
    model: embedder.model,
    /** @throws {AppError} `embedder-unavailable` */
    embed,
    /** with token vectors, kept; undefined where the embedder cannot. @throws {AppError} `embedder-unavailable` */
    embedTokens: tokens && ((texts: readonly string[]) => urgent(() => tokens(texts))),
    async queryVector(text: string): Promise<Float32Array | null> {
      if (!(await warmUp())) return null
      return (await embed([text]))[0] ?? null
    },
    /** Vectors of texts that are asked for often; those of the release are taken from it. */
    async vectorsOf(texts: readonly string[]): Promise<Int8Array[] | null> {
      if (!(await warmUp())) return null
      if (kept.size > MOST_KEPT) kept.clear()
      const missing = texts.filter((text) => !kept.has(text))
      const made = missing.length > 0 ? await urgent(() => embedder.vectors(missing)) : []
      for (const [i, text] of missing.entries()) kept.set(text, made[i] ?? new Int8Array(embedder.dimensions))
      return texts.map((text) => kept.get(text) ?? new Int8Array(embedder.dimensions))
    },
    /**
     * One text, once nobody waits for another.
     *
     * @throws {AppError} `embedder-unavailable`; the signal's reason when it ends
     */
    async embedLater(text: string, signal: AbortSignal): Promise<Float32Array> {
      while (asking > 0 || nowMs() - lastAskedMs < QUIET_MS) {
        signal.throwIfAborted()
        await rest(QUIET_MS / 3)
      }
      return (await embedder.embed([text], signal))[0] ?? new Float32Array(embedder.dimensions)
    },
  }
}
export type Meaning = ReturnType<typeof createMeaning>
