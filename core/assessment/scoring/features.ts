import { cosine } from '#core/embedding'
import { align, alignedShare } from './align.ts'
import { type Comparison, compare } from './compare.ts'
import { coveredShare } from './lexical.ts'
import type { ReadText, Word } from './read-text.ts'

/** Texts of one answer, read. */
export interface ReadAnswer {
  question: ReadText
  references: readonly ReadText[]
  answer: ReadText
}

/** Taken as the most that any reference gives. */
const MOST = [
  'cosine',
  'residual',
  'stemRecall',
  'stemPrecision',
  'stemF1',
  'newStemRecall',
  'newStemF1',
  'grams',
  'pairs',
  'recall',
  'precision',
  'f1',
  'newRecall',
  'newPrecision',
  'newF1',
  'softRecall',
  'softPrecision',
  'softF1',
  'weakest',
  'weakThird',
  'pairRecall',
] as const satisfies readonly (keyof Comparison)[]
/** Taken from the reference that fits best. */
const BEST = [
  'recall',
  'newRecall',
  'precision',
  'order',
  'opposites',
  'numbersMissing',
  'numbersOther',
] as const satisfies readonly (keyof Comparison)[]

export interface Compared {
  features: Record<string, number>
  comparisons: readonly Comparison[]
  /** place of the reference that fits best */
  best: number
}

/**
 * What the model sees of an answer, made from one run of the embedding model a text. No feature depends on the words of a field, so that
 * what was learnt on one holds on another; none is the same for all answers to a question, or the model would learn the questions
 * by heart (AUC on new questions .846 with seven such features, .862 without).
 */
export function featuresOf({ question, references, answer }: ReadAnswer): Compared {
  const toQuestion = align(answer.words, question.words).left
  const comparisons = references.map((reference) => compare(answer, reference, question, toQuestion))
  const fit = comparisons.map((each) => each.softRecall + each.newRecall + each.cosine)
  const best = fit.indexOf(Math.max(...fit))
  const chosen = comparisons[best]
  const reference = references[best]
  const features: Record<string, number> = {}
  for (const name of MOST) features[name] = Math.max(0, ...comparisons.map((each) => each[name]))
  for (const name of BEST) features[`best.${name}`] = chosen?.[name] ?? 0
  const sorted = [...fit].sort((a, b) => b - a)
  const words = answer.words.length
  const referenceWords = reference?.words.length ?? 0
  const known = new Set([...question.stems, ...references.flatMap((each) => [...each.stems])])
  const fresh = answer.content.filter(({ stem }) => !question.stems.has(stem))
  const first = answer.words[0]?.text ?? ''
  return {
    comparisons,
    best,
    features: {
      ...features,
      spread: (sorted[0] ?? 0) - (sorted[1] ?? sorted[0] ?? 0),
      mean: fit.reduce((sum, x) => sum + x, 0) / Math.max(1, fit.length),
      'question.cosine': cosine(answer.pooled, question.pooled),
      'question.share': alignedShare(answer.words, toQuestion),
      'question.stems': coveredShare(answer.content, question.stems),
      'union.precision': coveredShare(answer.content, known),
      'union.recall': coveredShare(unionOf(references, question), answer.stems),
      foreign: alignedShare(
        fresh,
        fresh.map((word) => ({ similarity: known.has(word.stem) ? 0 : 1, at: -1 })),
      ),
      words: Math.log(1 + words),
      'words.ratio': Math.log((1 + words) / (1 + referenceWords)),
      'words.fresh': Math.log(1 + fresh.length),
      rarity: answer.words.reduce((sum, { rarity }) => sum + rarity, 0) / Math.max(1, words),
      functions: words > 0 ? 1 - answer.content.length / words : 0,
      negations: Math.min(2, answer.negations),
      'negations.differ': Math.abs((answer.negations - (reference?.negations ?? 0)) % 2),
      because: first === 'because' ? 1 : 0,
      yes: first === 'yes' || first === 'no' ? 1 : 0,
    },
  }
}

function unionOf(references: readonly ReadText[], question: ReadText): Word[] {
  const byStem = new Map(references.flatMap(({ content }) => content.map((word) => [word.stem, word] as const)))
  return [...byStem.values()].filter(({ stem }) => !question.stems.has(stem))
}
