/** What a hit shows of how well it answers, each comparable across questions and collections. */
export interface Found {
  /** cosine of the question with the best passage or the title, whichever is nearer; null without vectors */
  readonly nearest: number | null
  /** share of the question's words that the hit says, rare ones weighing more, 0-1 */
  readonly coverage: number
  /** BM25F score of the best passage; grows with how many rare words it says, so a longer question can have more */
  readonly words: number
}

/** Weights of two logistic regressions, with and without vectors; docs/retrieval.md says on what and how well they separate. */
const WITH_MEANING = { nearest: 3.9, coverage: 2.7, words: 6.2, constant: -7.3 }
const WORDS_ALONE = { nearest: 0, coverage: 3.5, words: 8.2, constant: -6.9 }
/** BM25F score at which words have half their say. */
const HALF = 10

/**
 * How well a hit answers, 0-1: the chance that it is the right one, were half of all questions without an answer. Comparable across
 * questions, with vectors and without.
 */
export function fitOf({ nearest, coverage, words }: Found): number {
  const by = nearest === null ? WORDS_ALONE : WITH_MEANING
  const evidence =
    by.nearest * (nearest ?? 0) + by.coverage * coverage + by.words * (words / (words + HALF)) + by.constant
  return 1 / (1 + Math.exp(-evidence))
}

/** A person looks at the first few hits: an answer among them is an answer. */
export const LOOKED_AT = 3

/** How well an answer as a whole fits: the best of its first three hits, 0 without any. This is what a threshold is held against. */
export const answerFit = (hits: readonly { readonly fit: number }[]): number =>
  hits.slice(0, LOOKED_AT).reduce((best, { fit }) => Math.max(best, fit), 0)
