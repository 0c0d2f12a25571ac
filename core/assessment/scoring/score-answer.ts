import { logistic } from '#core/base'
import type { AnswerScore, AnswerToScore, TextLookup } from './answer-to-score.ts'
import { evidenceFeatures, type Pool, readPool } from './evidence.ts'
import { type AnswerReading, createAnswerReader } from './read-answer.ts'
import { askLearner, GENERIC, type ScoringModel } from './scoring-model.ts'

/**
 * Scores an answer in own words on the device: how probable it is that a person calls it right, from one run of the embedding
 * model a text. Pure.
 *
 * It can be fooled, by an opposite word or shuffled ones above all: a guard sends to a person what looks like it, and alone it
 * must never decide anything that matters.
 *
 * @param embedded every text of `textsToEmbed(asked)`
 */
export function scoreAnswer(asked: AnswerToScore, embedded: TextLookup, model: ScoringModel): AnswerScore {
  const { isReference, ...reading } = createAnswerReader(asked, embedded)(asked.answer)
  const pool = asked.evidence && asked.evidence.length > 0 ? readPool(asked.evidence) : null
  const p = chanceOf(model, { ...reading, isReference }, pool)
  return { p, verdict: verdictOf(model, p, reading), ...reading }
}

/** What its author calls right is right, whatever weights make of it. */
const REFERENCE = 0.95

/** @param pool scored answers to the same question, or null where there are none */
export function chanceOf(
  model: ScoringModel,
  { features, vector, isReference }: Pick<AnswerReading, 'features' | 'vector' | 'isReference'>,
  pool: Pool | null,
): number {
  const generic = askLearner(model.generic, features)
  const odds = pool
    ? askLearner(model.withEvidence, { [GENERIC]: generic, ...evidenceFeatures(pool, vector) })
    : generic
  const p = logistic(odds)
  return isReference ? Math.max(REFERENCE, p) : p
}

export function verdictOf(
  { band: [low, high] }: ScoringModel,
  p: number,
  { guards }: Pick<AnswerReading, 'guards'>,
): AnswerScore['verdict'] {
  if (guards.length > 0 || (p > low && p < high)) return 'unsure'
  return p >= high ? 'met' : 'missed'
}
