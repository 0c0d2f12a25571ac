import { logistic } from '#core/base'
/** Normal belief about a figure. */
export interface Belief {
  mean: number
  /** > 0 */
  sd: number
}

/** What is believed of an item with two scores before anybody answers it. */
export interface ItemPrior {
  /** of log a; a is then > 0 */
  logA?: Belief
  /** of b, logits */
  b?: Belief
  /** of the guessing c: a beta distribution, here with both figures > 1 */
  c?: { alpha: number; beta: number }
}

/**
 * Log density, up to a constant, of what is believed at the parameters [slope, intercept, logit c] of `response-form`, and,
 * added into `gradient` and `information` (size x size), its first derivative and minus its second. Each belief is a
 * squared distance r2 / 2, so minus the second derivative is taken as dr dr', which is never negative (Gauss-Newton).
 */
export function addPrior(
  { logA, b, c }: ItemPrior,
  x: ArrayLike<number>,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const size = x.length
  const slope = x[0] ?? 0
  const difficulty = -(x[1] ?? 0) / slope
  let log = 0
  if ((logA || b) && slope <= 0) return Number.NEGATIVE_INFINITY
  if (logA) add((Math.log(slope) - logA.mean) / logA.sd, [1 / (slope * logA.sd), 0])
  if (b) add((difficulty - b.mean) / b.sd, [-difficulty / (slope * b.sd), -1 / (slope * b.sd)])
  if (c && size > 2) {
    const guess = logistic(x[2] ?? 0)
    log += (c.alpha - 1) * Math.log(guess) + (c.beta - 1) * Math.log(1 - guess)
    gradient[2] = (gradient[2] ?? 0) + (c.alpha - 1) * (1 - guess) - (c.beta - 1) * guess
    const at = 2 * size + 2
    information[at] = (information[at] ?? 0) + (c.alpha + c.beta - 2) * guess * (1 - guess)
  }
  return log

  function add(r: number, dr: readonly [number, number]): void {
    log -= (r * r) / 2
    for (const [i, di] of dr.entries()) {
      gradient[i] = (gradient[i] ?? 0) - r * di
      for (const [j, dj] of dr.entries()) information[i * size + j] = (information[i * size + j] ?? 0) + di * dj
    }
  }
}
