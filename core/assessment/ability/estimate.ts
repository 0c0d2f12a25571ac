import type { Parameters } from './parameters.ts'
import { probability } from './two-pl.ts'

export interface Ability {
  /** logits, mean of the posterior */
  theta: number
  /** logits, standard deviation of the posterior; 1 before any answer */
  se: number
  /** P(theta >= x) under the posterior, [0, 1] */
  above(x: number): number
}

const POINTS = 33
const RANGE = [-4, 4] as const
const STEP = (RANGE[1] - RANGE[0]) / (POINTS - 1)
/** Trapezoid rule: the two ends stand for half a step each. */
const GRID = Array.from({ length: POINTS }, (_, i) => {
  const theta = RANGE[0] + i * STEP
  const from = Math.max(RANGE[0], theta - STEP / 2)
  const to = Math.min(RANGE[1], theta + STEP / 2)
  return { theta, from, to, prior: (to - from) * Math.exp((-theta * theta) / 2) }
})

/**
 * Expected a posteriori ability (Bock & Mislevy 1982): prior N(0, 1) on 33 equally spaced points over [-4, 4].
 *
 * @param answers at most one an item; `correct` is 0 or 1
 */
export function estimateAbility(answers: readonly { item: Parameters; correct: boolean }[]): Ability {
  const weights = GRID.map(({ theta, prior }) =>
    answers.reduce((weight, { item, correct }) => {
      const p = probability(theta, item)
      return weight * (correct ? p : 1 - p)
    }, prior),
  )
  const total = sumOf((weight) => weight)
  const mean = sumOf((weight, theta) => theta * weight) / total
  const variance = sumOf((weight, theta) => (theta - mean) ** 2 * weight) / total
  return { theta: mean, se: Math.sqrt(variance), above: (x) => massAbove(x, weights) / total }

  function sumOf(term: (weight: number, theta: number) => number): number {
    return GRID.reduce((sum, { theta }, i) => sum + term(weights[i] ?? 0, theta), 0)
  }
}

/** The stretch around a point that holds x counts by its part above x. */
const massAbove = (x: number, weights: readonly number[]): number =>
  GRID.reduce((sum, { from, to }, i) => {
    const part = Math.min(1, Math.max(0, (to - x) / (to - from)))
    return sum + part * (weights[i] ?? 0)
  }, 0)
