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
const GRID = Array.from({ length: POINTS }, (_, i) => RANGE[0] + i * STEP)

/**
 * Expected a posteriori ability (Bock & Mislevy 1982): prior N(0, 1) on 33 equally spaced points over [-4, 4].
 *
 * @param answers at most one an item; `correct` is 0 or 1
 */
export function estimateAbility(answers: readonly { item: Parameters; correct: boolean }[]): Ability {
  const weights = GRID.map((theta) =>
    answers.reduce(
      (weight, { item, correct }) => {
        const p = probability(theta, item)
        return weight * (correct ? p : 1 - p)
      },
      Math.exp((-theta * theta) / 2),
    ),
  )
  const total = weights.reduce((sum, w) => sum + w, 0)
  const mean = GRID.reduce((sum, theta, i) => sum + theta * weights[i]!, 0) / total
  const variance = GRID.reduce((sum, theta, i) => sum + (theta - mean) ** 2 * weights[i]!, 0) / total
  return { theta: mean, se: Math.sqrt(variance), above: (x) => massAbove(x, weights) / total }
}

/** Each point stands for the stretch of one step around it; the stretch that holds x counts by its part above x. */
function massAbove(x: number, weights: readonly number[]): number {
  return GRID.reduce((sum, theta, i) => {
    const part = Math.min(1, Math.max(0, (theta + STEP / 2 - x) / STEP))
    return sum + part * weights[i]!
  }, 0)
}
