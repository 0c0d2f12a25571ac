import { logistic } from '#core/base'
import type { Covariance } from './covariance.ts'
import { type CalibrationModel, type FittedModel, ofItem } from './fitted-model.ts'

export interface CalibratedItem {
  /** discrimination, per logit */
  a: number
  /** difficulty, logits; of a graded item the mean of its cuts */
  b: number
  /** guessing; 0 but for the 3PL */
  c: number
  /** standard errors from the observed information; null where the answers do not settle the parameters */
  seA: number | null
  seB: number | null
  seC: number | null
  /** of a graded item: the abilities, rising, at which score 1, 2, ... or more is even odds */
  cuts?: number[]
}

/** From slope and intercepts to a and b = -intercept / slope, errors by the delta method. */
export function calibratedItems(
  layout: FittedModel,
  x: Float64Array,
  covariance: Covariance | null,
  model: CalibrationModel,
): CalibratedItem[] {
  return layout.places.map((places) => {
    const [a = 0, ...rest] = ofItem(x, places)
    const guessing = model === '3pl'
    const cuts = (guessing ? rest.slice(0, 1) : rest).map((intercept) => -intercept / a)
    const b = cuts.reduce((sum, cut) => sum + cut, 0) / cuts.length
    const c = guessing ? logistic(rest[1] ?? 0) : 0
    const byCut = cuts.map(() => -1 / (a * cuts.length))
    return {
      a,
      b,
      c,
      seA: error([1]),
      seB: error([-b / a, ...byCut]),
      seC: guessing ? error([0, 0, c * (1 - c)]) : covariance && 0,
      ...(model === 'grm' ? { cuts } : {}),
    }

    function error(derivative: readonly number[]): number | null {
      if (!covariance) return null
      let variance = 0
      for (const [i, di] of derivative.entries())
        for (const [j, dj] of derivative.entries())
          variance += di * dj * (covariance[(places[i] ?? 0) * layout.size + (places[j] ?? 0)] ?? 0)
      return Math.sqrt(Math.max(0, variance))
    }
  })
}
