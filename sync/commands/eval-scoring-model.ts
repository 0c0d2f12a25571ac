import {
  type AnswerReading,
  attacksOn,
  chanceOf,
  createAnswerReader,
  fitScoringModel,
  type KnownAnswer,
  readPool,
  type ScoringModel,
} from '#core/assessment'
import { createRandom } from '#core/base'
import type { EmbeddedText } from '#core/embedding'
import type { ScoredRow, ScoredSet } from './eval-scoring-rows.ts'

/** A row with what the scorer reads in it. */
export interface ReadRow extends ScoredRow {
  /** question and references: the same for all answers to a question */
  key: string
  /** [0, 1] */
  target: number
  reading: AnswerReading
}

/** The only kinds of made-up answers that are learnt from: what guards do not stop is left to the weights. */
const LEARNT_ATTACKS = new Set(['negated', 'keywords', 'opposite-word', 'shuffled', 'question-repeated'])
/** Made-up answers count less than real ones: they are all of a kind. */
const MADE_UP_WEIGHT = 0.5

/** Another file may list the references in another order. */
export const keyOf = ({ question, references }: Pick<ScoredRow, 'question' | 'references'>): string =>
  [question, ...[...references].sort()].map((text) => text.trim().replace(/\s+/g, ' ').toLowerCase()).join('\n')

export const textsOf = (rows: readonly ScoredRow[]): string[] => [
  ...new Set(rows.flatMap(({ question, references, answer }) => [question, ...references, answer])),
]

/** @param embedded all of `textsOf` */
export function readRows({ rows, low, high }: ScoredSet, embedded: ReadonlyMap<string, EmbeddedText>): ReadRow[] {
  const readers = new Map<string, (answer: string) => AnswerReading>()
  return rows.map((row) => {
    const key = keyOf(row)
    const reader = readers.get(key) ?? createAnswerReader(row, lookUp(embedded))
    readers.set(key, reader)
    return { ...row, key, target: (row.score - low) / (high - low), reading: reader(row.answer) }
  })
}

export const lookUp =
  (embedded: ReadonlyMap<string, EmbeddedText>) =>
  (text: string): EmbeddedText =>
    embedded.get(text) ?? { pooled: new Float32Array(), tokens: [] }

/** References as right answers, and attacks made of them as wrong ones: one set a question. */
export function madeUpRows(rows: readonly ScoredRow[], seed: number): (ScoredRow & { isRight: boolean })[] {
  const random = createRandom(seed)
  const questions = [...new Map(rows.map((row) => [keyOf(row), row])).values()]
  const all = questions.flatMap(({ references }) => references)
  return questions.flatMap((row) => {
    const elsewhere = all.filter((reference) => !row.references.includes(reference))
    const made = (answer: string, isRight: boolean) => ({ ...row, answer, score: isRight ? 1 : 0, given: [], isRight })
    return [
      ...row.references.map((reference) => made(reference, true)),
      ...attacksOn(row, elsewhere, random)
        .filter(({ name }) => LEARNT_ATTACKS.has(name))
        .map(({ text }) => made(text, false)),
    ]
  })
}

/** @param shipped asked too where given: what it says becomes one more thing the new weights see */
export const knownOf = (row: ReadRow, isMadeUp: boolean, shipped: ScoringModel | null): KnownAnswer => ({
  question: row.key,
  text: row.answer,
  score: row.target,
  vector: row.reading.vector,
  features: withShipped(row.reading, shipped).features,
  ...(isMadeUp ? { madeUp: true, weight: MADE_UP_WEIGHT } : {}),
})

export function withShipped(reading: AnswerReading, shipped: ScoringModel | null): AnswerReading {
  if (!shipped) return reading
  const p = chanceOf(shipped, reading, null)
  return { ...reading, features: { ...reading.features, shipped: Math.log(p / (1 - p)) } }
}

/** Weights from these rows, and a judge of others that holds an answer against those of the same question. */
export function learn(
  rows: readonly ReadRow[],
  madeUp: readonly ReadRow[],
  shipped: ScoringModel | null,
  seed: number,
) {
  const known = [
    ...rows.map((row) => knownOf(row, false, shipped)),
    ...madeUp.map((row) => knownOf(row, true, shipped)),
  ]
  const model = fitScoringModel(known, seed)
  const byKey = new Map<string, KnownAnswer[]>()
  for (const each of known) {
    if (!each.madeUp) byKey.set(each.question, [...(byKey.get(each.question) ?? []), each])
  }
  const pools = new Map([...byKey].map(([key, answers]) => [key, readPool(answers)]))
  return {
    model,
    judge: (row: ReadRow) => chanceOf(model, withShipped(row.reading, shipped), pools.get(row.key) ?? null),
  }
}
