export interface Ability {
  /** logits, mean of the posterior */
  theta: number
  /** logits, standard deviation of the posterior; that of the prior before any answer */
  se: number
  /** P(theta >= x) under the posterior, [0, 1] */
  above(x: number): number
}

export interface Prior {
  /** logits */
  mean: number
  /** logits, > 0 */
  sd: number
}

const POINTS = 33

/**
 * Expected a posteriori ability (Bock & Mislevy 1982): a normal prior on 33 equally spaced points, integrated by the
 * trapezoid rule, so that the two ends stand for half a step each.
 *
 * @param range logits, where ability is looked for; outside it the posterior is 0
 */
export function posterior(
  logLikelihood: (theta: number) => number,
  prior: Prior = { mean: 0, sd: 1 },
  [low, high]: readonly [number, number] = [-4, 4],
): Ability {
  const step = (high - low) / (POINTS - 1)
  const points = Array.from({ length: POINTS }, (_, i) => {
    const theta = low + i * step
    const from = Math.max(low, theta - step / 2)
    const to = Math.min(high, theta + step / 2)
    const distance = (theta - prior.mean) / prior.sd
    return { theta, from, to, log: logLikelihood(theta) - (distance * distance) / 2 }
  })
  const most = Math.max(...points.map(({ log }) => log))
  const weights = points.map(({ from, to, log }) => (to - from) * Math.exp(log - most))
  const total = sumOf((weight) => weight)
  const mean = sumOf((weight, { theta }) => theta * weight) / total
  const variance = sumOf((weight, { theta }) => (theta - mean) ** 2 * weight) / total
  return {
    theta: mean,
    se: Math.sqrt(variance),
    // the stretch around a point that holds x counts by its part above x
    above: (x) => sumOf((weight, { from, to }) => weight * Math.min(1, Math.max(0, (to - x) / (to - from)))) / total,
  }

  function sumOf(term: (weight: number, point: (typeof points)[number]) => number): number {
    return points.reduce((sum, point, i) => sum + term(weights[i] ?? 0, point), 0)
  }
}
