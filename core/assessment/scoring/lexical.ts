import type { ReadText, Word } from './read-text.ts'

/** Recall, precision and their harmonic mean, each [0, 1]. */
export interface Overlap {
  recall: number
  precision: number
  f1: number
}

export const harmonic = (a: number, b: number): number => (a + b > 0 ? (2 * a * b) / (a + b) : 0)

/** Overlap of content stems, rare words counting more; only words that are not in `except`. */
export function stemOverlap(answer: ReadText, reference: ReadText, except?: ReadonlySet<string>): Overlap {
  const of = (text: ReadText) => text.content.filter(({ stem }) => !except?.has(stem))
  const recall = coveredShare(of(reference), answer.stems)
  const precision = coveredShare(of(answer), reference.stems)
  return { recall, precision, f1: harmonic(recall, precision) }
}

/** The share of words, by rarity, whose stem is among `stems`; 0 for no words. */
export function coveredShare(words: readonly Word[], stems: ReadonlySet<string>): number {
  let [covered, all] = [0, 0]
  for (const { stem, rarity } of words) {
    all += rarity
    if (stems.has(stem)) covered += rarity
  }
  return all > 0 ? covered / all : 0
}

/** Cosine of the counts of three- and four-letter runs: sees through spelling. */
export function gramSimilarity(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [ab, aa, bb] = [0, 0, 0]
  for (const [gram, count] of a) {
    ab += count * (b.get(gram) ?? 0)
    aa += count * count
  }
  for (const count of b.values()) bb += count * count
  return aa && bb ? ab / Math.sqrt(aa * bb) : 0
}

const grammed = new WeakMap<ReadText, ReadonlyMap<string, number>>()
export function gramsOf(text: ReadText): ReadonlyMap<string, number> {
  let grams = grammed.get(text)
  if (!grams) {
    const counts = new Map<string, number>()
    const plain = ` ${text.words.map((word) => word.text).join(' ')} `
    for (const size of [3, 4]) {
      for (let i = 0; i + size <= plain.length; i++) {
        const gram = plain.slice(i, i + size)
        counts.set(gram, (counts.get(gram) ?? 0) + 1)
      }
    }
    grams = counts
    grammed.set(text, grams)
  }
  return grams
}

/** The share of a reference's neighbouring word pairs that the answer has too; 0 where there are none. */
export function pairRecall(answer: ReadText, reference: ReadText): number {
  const pairs = (text: ReadText) => text.words.slice(1).map((word, i) => `${text.words[i]?.stem} ${word.stem}`)
  const wanted = new Set(pairs(reference))
  const had = new Set(pairs(answer))
  return wanted.size > 0 ? [...wanted].filter((pair) => had.has(pair)).length / wanted.size : 0
}
