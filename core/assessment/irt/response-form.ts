import { logistic } from '#core/base'

/**
 * How a model's parameters make the probabilities of an item's scores: what the calibration moves. Slope and intercepts
 * rather than a and b, because the likelihood is smooth in them for any slope, also none.
 */
export interface ResponseForm {
  /** how many parameters an item with so many scores has */
  size(categories: number): number
  /** where to begin, from the share of people at each score or above (score 1 first) */
  start(atLeast: readonly number[]): number[]
  /**
   * P(score k | theta) into `p[k]`, and its derivative by parameter j into `dp[k * size + j]`.
   *
   * @param x parameters of one item
   */
  fill(theta: number, x: ArrayLike<number>, p: Float64Array, dp: Float64Array): void
}

const logit = (p: number): number => Math.log(p / (1 - p))
/** Intercept of a curve with this slope that gives this share of a N(0, 1) population (the same approximation as two-pl.ts). */
const intercept = (share: number, slope: number): number =>
  logit(Math.min(0.995, Math.max(0.005, share))) * Math.sqrt(1 + (Math.PI * slope * slope) / 8)

/**
 * Parameters [slope, intercept 1, intercept 2, ...]: P(score >= k) = logistic(slope theta + intercept k) (Samejima 1969).
 * With two scores this is the 2PL, and the Rasch model where all items have one slope.
 */
export const gradedForm: ResponseForm = {
  size: (categories) => categories,
  start: (atLeast) => [1, ...atLeast.map((share) => intercept(share, 1))],
  fill(theta, x, p, dp) {
    const size = x.length
    const slope = x[0] ?? 0
    let above = 1
    let density = 0
    for (let k = 0; k < size; k++) {
      const last = k === size - 1
      const z = last ? 0 : slope * theta + (x[k + 1] ?? 0)
      const next = last ? 0 : logistic(z)
      const nextDensity = last ? 0 : next * logistic(-z)
      p[k] = k === 0 ? logistic(-z) : above - next
      for (let j = 1; j < size; j++) dp[k * size + j] = 0
      dp[k * size] = theta * (density - nextDensity)
      if (k > 0) dp[k * size + k] = density
      if (!last) dp[k * size + k + 1] = -nextDensity
      above = next
      density = nextDensity
    }
  },
}

/** Parameters [slope, intercept, logit of the guessing c]: P(1) = c + (1 - c) logistic(slope theta + intercept) (Birnbaum 1968). */
export function guessingForm(startAt: number): ResponseForm {
  return {
    size: () => 3,
    start: ([share = 0.5]) => [1, intercept((share - startAt) / (1 - startAt), 1), logit(startAt)],
    fill(theta, x, p, dp) {
      const z = (x[0] ?? 0) * theta + (x[1] ?? 0)
      const up = logistic(z)
      const down = logistic(-z)
      const c = logistic(x[2] ?? 0)
      p[0] = (1 - c) * down
      p[1] = 1 - p[0]
      const byIntercept = (1 - c) * up * down
      const byGuessing = c * (1 - c) * down
      dp[3] = theta * byIntercept
      dp[4] = byIntercept
      dp[5] = byGuessing
      dp[0] = -dp[3]
      dp[1] = -byIntercept
      dp[2] = -byGuessing
    },
  }
}
