import { stemOf, stopWords } from '#core/retrieval'

/** A text's words and pairs of neighbouring words, for telling copies apart from other texts. */
export interface CopyText {
  /** stems of content words, each once */
  words: ReadonlySet<string>
  /** pairs of neighbouring words */
  shingles: ReadonlySet<string>
}

/** Two texts are near-duplicates from here on: between the surest other pair and the least sure copy of GDS Way (docs/consistency.md). */
export const DUPLICATE = 0.62

export function readCopyText(text: string): CopyText {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const shingles = new Set<string>()
  for (let i = 1; i < words.length; i++) shingles.add(`${words[i - 1]} ${words[i]}`)
  return { words: new Set(words.filter((word) => !stopWords.has(word)).map(stemOf)), shingles }
}

/**
 * How much one text is a copy of another: .4 cosine + .3 containment of word pairs + .3 containment of words; a half each of the
 * two containments without vectors. Containment is of the smaller in the larger.
 *
 * @param cosine of the two texts' vectors, or null where there are none
 * @returns 0 to 1
 */
export function duplicateScore(a: CopyText, b: CopyText, cosine: number | null): number {
  const shingles = containment(a.shingles, b.shingles)
  const words = containment(a.words, b.words)
  return cosine === null ? (shingles + words) / 2 : 0.4 * Math.max(0, cosine) + 0.3 * shingles + 0.3 * words
}

function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  let shared = 0
  for (const one of small) if (large.has(one)) shared++
  return shared / small.size
}
