import type { Word } from './read-text.ts'

/** For each word of one text the word of another that means the most like it. */
export interface Alignment {
  /** cosine with it, [-1, 1]; -1 where the other text has no words */
  similarity: number
  /** its place among the other's words; -1 where there are none */
  at: number
}

/** Scalar product; of unit vectors the cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

export interface Table {
  left: Alignment[]
  right: Alignment[]
  /** cosines, shape [left, right] */
  cosines: Float32Array
}

/** Each word of one text with each of another, and the best of each both ways. */
export function align(left: readonly Word[], right: readonly Word[]): Table {
  const none = { similarity: -1, at: -1 }
  const toRight = left.map((): Alignment => ({ ...none }))
  const toLeft = right.map((): Alignment => ({ ...none }))
  const cosines = new Float32Array(left.length * right.length)
  for (const [i, a] of left.entries()) {
    for (const [j, b] of right.entries()) {
      const similarity = dot(a.vector, b.vector)
      cosines[i * right.length + j] = similarity
      const [best, back] = [toRight[i], toLeft[j]]
      if (best && similarity > best.similarity) Object.assign(best, { similarity, at: j })
      if (back && similarity > back.similarity) Object.assign(back, { similarity, at: i })
    }
  }
  return { left: toRight, right: toLeft, cosines }
}

/** Words the question says in effect count little; function words less than others. */
const LEAST_NEW = 0.02
const FUNCTION_WEIGHT = 0.3

/** Mean similarity, each word counting by its rarity and by how little the question says it already. */
export function newShare(
  words: readonly Word[],
  alignments: readonly Alignment[],
  toQuestion: readonly Alignment[],
): number {
  let [sum, weight] = [0, 0]
  for (const [i, word] of words.entries()) {
    const isNew = Math.max(LEAST_NEW, 1 - Math.max(0, toQuestion[i]?.similarity ?? 0))
    const counts = word.rarity * (word.isContent || word.isNegation ? 1 : FUNCTION_WEIGHT) * isNew
    sum += counts * Math.max(0, alignments[i]?.similarity ?? 0)
    weight += counts
  }
  return weight > 0 ? sum / weight : 0
}

/** Mean similarity, each word counting by its rarity; `fallback` where no word counts. */
export function alignedShare(
  words: readonly Word[],
  alignments: readonly Alignment[],
  counts: (word: Word) => boolean = () => true,
  fallback = 0,
): number {
  let sum = 0
  let weight = 0
  for (const [i, word] of words.entries()) {
    if (!counts(word)) continue
    sum += word.rarity * Math.max(0, alignments[i]?.similarity ?? 0)
    weight += word.rarity
  }
  return weight > 0 ? sum / weight : fallback
}
