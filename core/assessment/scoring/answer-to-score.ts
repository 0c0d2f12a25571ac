import type { EmbeddedText } from '#core/embedding'

/** An answer in own words, and what it is held against. Texts are plain and at most 4,000 characters. */
export interface AnswerToScore {
  question: string
  /** sentences or texts that answer it, as different people would say it; at least one */
  references: readonly string[]
  /** what people wrongly say instead */
  misconceptions?: readonly string[]
  answer: string
  /** answers to the same question that a person scored */
  evidence?: readonly ScoredAnswer[]
}

/** What is kept of an answer that a person scored: no word of it, and not who gave it. */
export interface ScoredAnswer {
  /** pooled vector of the answer by the same embedding model, any length: `quantise` of `AnswerScore.vector` */
  vector: ArrayLike<number>
  /** [0, 1]; 1 is right */
  score: number
}

/** Why an answer goes to a person, whatever its score. */
export type Guard =
  | 'empty'
  | 'question-repeated'
  | 'negated'
  | 'keywords'
  | 'off-topic'
  | 'too-long'
  | 'other-language'
  | 'addresses-scorer'
  | 'misconception'
  | 'opposite-word'
  | 'word-order'

/** The stretch of the answer that comes nearest to a reference. */
export interface Quote {
  /** which of the references */
  reference: number
  /** UTF-16 places in the answer, from and up to */
  span: readonly [from: number, to: number]
  /** share of the reference's meaning found in the answer, [0, 1] */
  similarity: number
}

export interface AnswerScore {
  /** calibrated probability that a person would call the answer right, (0, 1) */
  p: number
  /** `met` and `missed` only outside the band where the scorer is unsure, and only with no guard */
  verdict: 'met' | 'missed' | 'unsure'
  /** not empty: a person reads it, and the answer neither passes nor fails by machine */
  guards: readonly Guard[]
  /** one a reference, the nearest first */
  quotes: readonly Quote[]
  /** the answer's pooled vector, to be kept when a person has scored it */
  vector: Float32Array
  /** what the model saw, by name */
  features: Readonly<Record<string, number>>
}

/** An embedded text by its words; every text of `textsToEmbed` must be there. */
export type TextLookup = (text: string) => EmbeddedText

/** The texts that `scoreAnswer` needs embedded, each once; the answer is the last. Those before it are worth caching. */
export const textsToEmbed = ({ question, references, misconceptions = [], answer }: AnswerToScore): string[] => [
  ...new Set([question, ...references, ...misconceptions, answer]),
]
