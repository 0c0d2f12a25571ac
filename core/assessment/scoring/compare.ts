import { cosine } from '#core/embedding'
import { type Alignment, align, alignedShare, newShare } from './align.ts'
import { gramSimilarity, gramsOf, harmonic, pairRecall, stemOverlap } from './lexical.ts'
import { opposed } from './opposites.ts'
import type { ReadText } from './read-text.ts'

/** How one answer stands to one reference. Numbers without a unit; most are shares, [0, 1]. */
export interface Comparison {
  cosine: number
  /** cosine of what is left of both when the question's direction is taken out */
  residual: number
  stemRecall: number
  stemPrecision: number
  stemF1: number
  newStemRecall: number
  newStemF1: number
  grams: number
  pairs: number
  /** by token vectors, rare words counting more */
  recall: number
  precision: number
  f1: number
  /** the same for words the question does not already say */
  newRecall: number
  newPrecision: number
  newF1: number
  /** the same, every word counting the more the less the question says it */
  softRecall: number
  softPrecision: number
  softF1: number
  /** the reference's new content word that is met worst, and the mean of the worst third */
  weakest: number
  weakThird: number
  /** share of the reference's neighbouring content words that the answer has in the same order */
  order: number
  /** neighbouring words taken together */
  pairRecall: number
  opposites: number
  numbersMissing: number
  numbersOther: number
  aligned: readonly Alignment[]
}

/** @param answerToQuestion `align` of the answer's words with the question's, the same for every reference */
export function compare(
  answer: ReadText,
  reference: ReadText,
  question: ReadText,
  answerToQuestion: readonly Alignment[],
): Comparison {
  const isNew = ({ stem, isContent }: { stem: string; isContent: boolean }) => isContent && !question.stems.has(stem)
  const stems = stemOverlap(answer, reference)
  const newStems = stemOverlap(answer, reference, question.stems)
  const { left, right, cosines } = align(reference.words, answer.words)
  const softRecall = newShare(reference.words, left, questionAlignment(reference, question))
  const softPrecision = newShare(answer.words, right, answerToQuestion)
  const recall = alignedShare(reference.words, left)
  const precision = alignedShare(answer.words, right)
  const newRecall = alignedShare(reference.words, left, isNew, recall)
  const newPrecision = alignedShare(answer.words, right, isNew, 0)
  const worst = reference.words
    .flatMap((word, i) => (isNew(word) ? [left[i]?.similarity ?? 0] : []))
    .sort((a, b) => a - b)
  const third = worst.slice(0, Math.max(1, Math.round(worst.length / 3)))
  const said = new Set([...answer.words, ...question.words].filter((w) => w.isNumber).map((w) => w.text))
  const wanted = reference.words.filter((word) => word.isNumber).map((word) => word.text)
  const numbers = answer.words.filter((word) => word.isNumber)
  const known = new Set([...wanted, ...question.words.map((word) => word.text)])
  return {
    cosine: cosine(answer.pooled, reference.pooled),
    residual: residualCosine(answer.pooled, reference.pooled, question.pooled),
    stemRecall: stems.recall,
    stemPrecision: stems.precision,
    stemF1: stems.f1,
    newStemRecall: newStems.recall,
    newStemF1: newStems.f1,
    grams: gramSimilarity(gramsOf(answer), gramsOf(reference)),
    pairs: pairRecall(answer, reference),
    recall,
    precision,
    f1: harmonic(recall, precision),
    newRecall,
    newPrecision,
    newF1: harmonic(newRecall, newPrecision),
    softRecall,
    softPrecision,
    softF1: harmonic(softRecall, softPrecision),
    weakest: worst[0] ?? recall,
    weakThird: third.length > 0 ? third.reduce((sum, x) => sum + x, 0) / third.length : recall,
    order: orderKept(reference, left),
    pairRecall: neighboursMet(answer, reference, cosines),
    opposites: opposed(answer, reference),
    numbersMissing: wanted.length > 0 ? wanted.filter((number) => !said.has(number)).length / wanted.length : 0,
    numbersOther: numbers.filter((word) => !known.has(word.text)).length,
    aligned: left,
  }
}

function residualCosine(a: Float32Array, b: Float32Array, direction: Float32Array): number {
  const [ab, ad, bd] = [cosine(a, b), cosine(a, direction), cosine(b, direction)]
  const scale = Math.sqrt(Math.max(0, 1 - ad * ad) * Math.max(0, 1 - bd * bd))
  return scale > 1e-6 ? (ab - ad * bd) / scale : 0
}

function orderKept(reference: ReadText, aligned: readonly Alignment[]): number {
  const places = reference.words.flatMap((word, i) => (word.isContent ? [aligned[i]?.at ?? -1] : []))
  const steps = places.slice(1).map((at, i) => at > (places[i] ?? 0))
  return steps.length > 0 ? steps.filter(Boolean).length / steps.length : 1
}

/** Each two neighbouring content words of the reference, met by two neighbours of the answer in that order. */
function neighboursMet(answer: ReadText, reference: ReadText, cosines: Float32Array): number {
  const places = (text: ReadText) => text.words.flatMap(({ isContent }, i) => (isContent ? [i] : []))
  const [wanted, said] = [places(reference), places(answer)]
  if (wanted.length < 2) return 0
  const width = answer.words.length
  let sum = 0
  for (let i = 1; i < wanted.length; i++) {
    const [first, second] = [(wanted[i - 1] ?? 0) * width, (wanted[i] ?? 0) * width]
    let best = 0
    for (let j = 1; j < said.length; j++)
      best = Math.max(best, (cosines[first + (said[j - 1] ?? 0)] ?? 0) + (cosines[second + (said[j] ?? 0)] ?? 0))
    sum += best / 2
  }
  return sum / (wanted.length - 1)
}

/** References come again with every answer to their question. */
const aligned = new WeakMap<ReadText, { question: ReadText; alignments: readonly Alignment[] }>()
function questionAlignment(reference: ReadText, question: ReadText): readonly Alignment[] {
  const known = aligned.get(reference)
  if (known?.question === question) return known.alignments
  const alignments = align(reference.words, question.words).left
  aligned.set(reference, { question, alignments })
  return alignments
}
