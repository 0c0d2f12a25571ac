import { logistic } from '#core/base'
/** What a learner's answers on one thing have left behind, at several rates of decay. */
export interface Trace {
  rates: readonly number[]
  successes: Float64Array
  misses: Float64Array
  residuals: Float64Array
  count: number
  /** right in a row, or wrong in a row below 0 */
  streak: number
  /** logits beside what was expected, and its variance: an extended Kalman filter whose state may move */
  ability: number
  variance: number
  lastRow: number
  lastOrder: number
}

/** How much an ability moves from one answer to the next, variance of the logit. */
const DRIFT = 0.01

export const createTrace = (rates: readonly number[]): Trace => ({
  rates,
  successes: new Float64Array(rates.length),
  misses: new Float64Array(rates.length),
  residuals: new Float64Array(rates.length),
  count: 0,
  streak: 0,
  ability: 0,
  variance: 1,
  lastRow: -1,
  lastOrder: 0,
})

/** @param expected chance that this answer was right @param residual what it was beside its item's own easiness */
export function answered(
  trace: Trace,
  correct: number,
  residual: number,
  expected: number,
  row: number,
  order: number,
): void {
  for (const [k, keep] of trace.rates.entries()) {
    trace.successes[k] = trace.successes[k]! * keep + correct
    trace.misses[k] = trace.misses[k]! * keep + 1 - correct
    trace.residuals[k] = trace.residuals[k]! * keep + residual
  }
  trace.count++
  trace.streak = correct ? Math.max(0, trace.streak) + 1 : Math.min(0, trace.streak) - 1
  trace.variance = 1 / (1 / (trace.variance + DRIFT) + expected * (1 - expected))
  trace.ability += trace.variance * (correct - expected)
  trace.lastRow = row
  trace.lastOrder = order
}

/**
 * Writes rates * 3 + 7 values, the mean over the traces given.
 *
 * @param b easiness of what is asked now, logits: a share is shrunk towards it by two answers
 * @returns where the next value goes
 */
export function writeTrace(
  traces: readonly Trace[],
  row: number,
  order: number,
  b: number,
  into: Float32Array,
  from: number,
): number {
  const [first] = traces
  if (!first) return from
  const width = first.rates.length * 3 + 7
  const share = 1 / traces.length
  const usual = logistic(b)
  for (const trace of traces) {
    let at = from
    for (let k = 0; k < trace.rates.length; k++) {
      const s = trace.successes[k]!
      const f = trace.misses[k]!
      into[at++]! += share * Math.log1p(s)
      into[at++]! += share * Math.log1p(f)
      into[at++]! += share * (trace.residuals[k]! / (s + f + 2))
    }
    const all = trace.rates.length - 1
    const right = trace.successes[all]! + 2 * usual
    const wrong = trace.misses[all]! + 2 * (1 - usual)
    into[at++]! += share * Math.log(right / wrong)
    into[at++]! += share * trace.ability
    into[at++]! += share * trace.variance
    into[at++]! += share * Math.max(-12, Math.min(12, trace.streak))
    into[at++]! += share * (trace.count === 0 ? 1 : 0)
    into[at++]! += share * (trace.count === 0 ? 0 : Math.log1p(row - trace.lastRow))
    into[at++]! += share * (trace.count === 0 ? 0 : Math.log1p(Math.max(0, order - trace.lastOrder)))
  }
  return from + width
}
