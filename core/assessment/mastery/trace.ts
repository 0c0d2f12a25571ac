import { DAY_MS } from '#core/base'
import type { MasteryEvidence } from './evidence.ts'
import type { MasteryModel } from './mastery-model.ts'

/** Decayed counts; each below 1 / (1 - keep), which is why a full success can only raise the first. */
export interface Trace {
  successes: number
  misses: number
}

/** So many timed successes tell a person's usual pace. */
const TIMED = 3
const SLOW = 3

/**
 * @param own answers on one sub-competency, oldest first
 * @param rate how fast answers and days wear it down
 */
export function traceOf(
  own: readonly MasteryEvidence[],
  rate: { keep: number; halfLifeDays: number },
  worth: MasteryModel['worth'],
  nowMs: number,
): Trace {
  const seen = new Set<string>()
  const pace: number[] = []
  let successes = 0
  let misses = 0
  let lastMs = own[0]?.at ?? nowMs
  const faded = (untilMs: number) => successes * 0.5 ** (Math.max(0, untilMs - lastMs) / DAY_MS / rate.halfLifeDays)
  for (const answer of own) {
    successes = faded(answer.at)
    lastMs = Math.max(lastMs, answer.at)
    // an answer of weight w goes w of the way a full one goes, so less weight never means a larger effect
    const weight = answer.correct ? worthOf(answer, seen.has(answer.item), isSlow(answer.tookMs, pace), worth) : 1
    successes += weight * (rate.keep * successes + (answer.correct ? 1 : 0) - successes)
    misses += weight * (rate.keep * misses + (answer.correct ? 0 : 1) - misses)
    seen.add(answer.item)
    if (answer.correct && answer.tookMs > 0) pace.push(answer.tookMs)
  }
  return { successes: faded(nowMs), misses }
}

/** Everything else this person answered: how they do in general, without days or help. */
export function elsewhereOf(others: readonly MasteryEvidence[], { elsewhere }: MasteryModel): Trace {
  let successes = 0
  let misses = 0
  for (const { correct } of others) {
    successes = successes * elsewhere.keep + (correct ? 1 : 0)
    misses = misses * elsewhere.keep + (correct ? 0 : 1)
  }
  return { successes, misses }
}

function worthOf(
  { aided, confidence }: MasteryEvidence,
  isRepeated: boolean,
  isSlowAnswer: boolean,
  worth: MasteryModel['worth'],
): number {
  return (
    (aided ? worth.aided : 1) *
    (confidence === 'guess' ? worth.guessed : 1) *
    (isRepeated ? worth.repeated : 1) *
    (isSlowAnswer ? worth.slow : 1)
  )
}

/** Beside the person's own median on this sub-competency: how fast somebody reads is nobody's business. */
function isSlow(tookMs: number, pace: readonly number[]): boolean {
  if (pace.length < TIMED) return false
  const sorted = [...pace].sort((a, b) => a - b)
  return tookMs > SLOW * (sorted[Math.floor(sorted.length / 2)] ?? tookMs)
}
