import { logistic } from '#core/base'
/** What a hit shows of how well it answers, each comparable across questions and collections. */
export interface Found {
  /** cosine of the question with the best passage or the title, whichever is nearer; null without vectors */
  readonly nearest: number | null
  /** share of the question's words that the hit says, rare ones weighing more, 0-1 */
  readonly coverage: number
  /** BM25F score of the best passage, in `rarestWord`s: about how many rare words it says */
  readonly words: number
}

/** BM25's inverse document frequency of a word that no page says: what makes scores of small and large collections comparable. */
export const rarestWord = (pages: number): number => Math.log(1 + (pages + 0.5) / 0.5)

/** Weights of two logistic regressions, with and without vectors; docs/retrieval.md says on what and how well they separate. */
const WITH_MEANING = { nearest: 4, coverage: 2.55, words: 5.45, constant: -6.8 }
const WORDS_ALONE = { nearest: 0, coverage: 3.4, words: 7.8, constant: -6.4 }
/** So many rare words have half the say that any number has. */
const HALF = 2

/**
 * Fit below which nothing fits, where an organisation has too few questions of its own to set it on. Its figures are what
 * `eval nothing-fits` of docs/retrieval.md prints for its three sets together: all 772 questions with their right pages taken out
 * for `falseOffer`, the 561 of them with a right page among the first three for `falseSilence`, both by `isAnswer`; `auroc` is of
 * the fit alone, between those two. A silence costs three offers, because a person who asked sees what an offer is worth.
 */
export const BUILT_IN_THRESHOLD = { fit: 0.25, questions: 772, falseOffer: 0.8368, falseSilence: 0.0374, auroc: 0.7206 }

/**
 * How well a hit answers, 0-1: the chance that it is the right one, were half of all questions without an answer. Comparable across
 * questions, with vectors and without.
 */
export function fitOf({ nearest, coverage, words }: Found): number {
  const by = nearest === null ? WORDS_ALONE : WITH_MEANING
  const evidence =
    by.nearest * (nearest ?? 0) + by.coverage * coverage + by.words * (words / (words + HALF)) + by.constant
  return logistic(evidence)
}

/** A person looks at the first few hits: an answer among them is an answer. */
export const LOOKED_AT = 3

/** How well an answer as a whole fits: the best of its first three hits, 0 without any. This is what a threshold is held against. */
export const answerFit = (hits: readonly { readonly fit: number }[]): number =>
  hits.slice(0, LOOKED_AT).reduce((best, { fit }) => Math.max(best, fit), 0)

/** Share of the question's words, 1 but for rounding. */
const SAYS_ALL = 0.999

/**
 * Whether a search has an answer. One that says every word asked for is one whatever its fit: who typed one rare word and sees a
 * page that says it would not believe that nothing fits.
 */
export const isAnswer = (
  hits: readonly { readonly fit: number; readonly coverage: number }[],
  leastFit: number,
): boolean => answerFit(hits) >= leastFit || hits.slice(0, LOOKED_AT).some(({ coverage }) => coverage > SAYS_ALL)
