import type { EmbeddedText, Embedder } from './embedder.ts'

/** The key of a task is read with each answer to it: so many texts are kept, about 30 KB each. */
const MOST_KEPT = 200

/** Texts with their token vectors, made once; undefined where the embedder cannot. */
export function createTokenTexts(
  embedder: Embedder,
): ((texts: readonly string[]) => Promise<EmbeddedText[]>) | undefined {
  const { embedTokens } = embedder
  if (!embedTokens) return undefined
  const kept = new Map<string, EmbeddedText>()
  return async (texts) => {
    if (kept.size > MOST_KEPT) kept.clear()
    const missing = [...new Set(texts.filter((text) => !kept.has(text)))]
    const made = missing.length > 0 ? await embedTokens(missing) : []
    for (const [i, text] of missing.entries()) kept.set(text, made[i] ?? nothing)
    return texts.map((text) => kept.get(text) ?? nothing)
  }
}

const nothing: EmbeddedText = { pooled: new Float32Array(), tokens: [] }
