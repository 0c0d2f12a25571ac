import { stemOf, stopWords } from '#core/retrieval'
import { hash32 } from './hash.ts'

/** A text's words and pairs of neighbouring words as hashes, ascending, each once: enough to tell copies apart from other texts. */
export interface CopyText {
  /** of the stems of content words */
  words: Uint32Array
  /** of pairs of neighbouring words */
  shingles: Uint32Array
}

/** Two texts are near-duplicates from here on: between the surest other pair and the least sure copy of GDS Way (docs/consistency.md). */
export const DUPLICATE = 0.62

export function readCopyText(text: string): CopyText {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const shingles = new Set<number>()
  for (let i = 1; i < words.length; i++) shingles.add(hash32(`${words[i - 1]} ${words[i]}`))
  const stems = new Set<number>()
  for (const word of new Set(words)) if (!stopWords.has(word)) stems.add(hash32(stemOf(word)))
  return { words: ascending(stems), shingles: ascending(shingles) }
}

const ascending = (hashes: Iterable<number>): Uint32Array => Uint32Array.from(hashes).sort()

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

function containment(a: Uint32Array, b: Uint32Array): number {
  const smaller = Math.min(a.length, b.length)
  if (smaller === 0) return 0
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0]
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
  }
  return shared / smaller
}
