import { DAY_MS, logistic } from '#core/base'
import type { MasteryEvidence } from './evidence.ts'
import { type MasteryModel, masteryModel } from './mastery-model.ts'
import { masterySentence } from './mastery-sentence.ts'
import { elsewhereOf, traceOf } from './trace.ts'

export interface Mastery {
  /** P(right alone on a typical new task of this sub-competency, now), (0, 1) */
  p: number
  /** nine in ten lie between these two, where the model holds */
  low: number
  high: number
  why: string
}

/** Standard normal quantile of .95. */
const Z = 1.645

/**
 * How likely a person is to do a part of the work right now: a logistic model on exponentially decayed successes and misses, of
 * this sub-competency in three traces and of everything else in one (after performance factor analysis: Pavlik et al. 2009;
 * recency as in Galyardt & Goldin 2015). Pure; a few hundred operations.
 *
 * What holds whatever the numbers: one more success alone never lowers p, with an aid it raises it less, a miss never raises it,
 * and as days pass p only falls and the interval's logits only widen.
 *
 * @param evidence all scored answers of one person, oldest first, on any sub-competency
 * @param nowMs at or after the last answer
 */
export function masteryOf(
  subCompetency: string,
  evidence: readonly MasteryEvidence[],
  nowMs: number,
  model: MasteryModel = masteryModel,
): Mastery {
  const own = evidence.filter((each) => each.subCompetency === subCompetency)
  const others = evidence.filter((each) => each.subCompetency !== subCompetency)
  const logit = masteryLogit(own, others, nowMs, model)
  const half = Z * masteryDeviation(own, nowMs, model)
  return {
    p: logistic(logit),
    low: logistic(logit - half),
    high: logistic(logit + half),
    why: masterySentence(own, nowMs),
  }
}

export function masteryLogit(
  own: readonly MasteryEvidence[],
  others: readonly MasteryEvidence[],
  nowMs: number,
  model: MasteryModel,
): number {
  const elsewhere = elsewhereOf(others, model)
  const part = (trace: { successes: number; misses: number }, weight: { success: number; miss: number }) =>
    weight.success * Math.log1p(trace.successes) - weight.miss * Math.log1p(trace.misses)
  return model.traces.reduce(
    (sum, rate) => sum + part(traceOf(own, rate, model.worth, nowMs), rate),
    model.base + part(elsewhere, model.elsewhere),
  )
}

/** Standard deviation of the logit: falls with answers, and rises again as they age. */
export function masteryDeviation(own: readonly MasteryEvidence[], nowMs: number, model: MasteryModel): number {
  const slowest = model.traces[model.traces.length - 1]
  const answers = slowest
    ? own.reduce((sum, { at }) => sum + 0.5 ** (Math.max(0, nowMs - at) / DAY_MS / slowest.halfLifeDays), 0)
    : 0
  return Math.sqrt(model.spread.variance / (1 + model.spread.perAnswer * answers))
}
