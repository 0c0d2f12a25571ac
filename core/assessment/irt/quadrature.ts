/** Points of ability and the share of the population, N(0, 1), at each. */
export interface Quadrature {
  theta: Float64Array
  logWeight: Float64Array
}

const REACH = 6

/**
 * Equally spaced points over [-6, 6]. For smooth functions their sum is exact to many digits as long as the step is no wider
 * than about 1.25 standard deviations of the narrowest posterior: one of somebody with n answers, taken as
 * 1 / sqrt(1 + n / 2) (the information of an answer at slope 1.4). Up to 76 answers this is 61 points.
 *
 * @param answers most answers anybody gave
 */
export function evenPoints(answers: number): Quadrature {
  const step = Math.min(0.2, 1.25 / Math.sqrt(1 + answers / 2))
  const half = Math.ceil(REACH / step)
  const theta = Float64Array.from({ length: 2 * half + 1 }, (_, i) => ((i - half) * REACH) / half)
  const total = theta.reduce((sum, at) => sum + Math.exp((-at * at) / 2), 0)
  return { theta, logWeight: theta.map((at) => (-at * at) / 2 - Math.log(total)) }
}

/**
 * Gauss-Hermite points: exact for polynomials of degree 2n - 1. R's ltm takes 21 of them, which is too coarse for steep items
 * (Abortion: -706.34 with 21, -707.09 with enough), so they serve to compare with what was published.
 *
 * The roots come one after the other by Newton on the orthonormal polynomial, each beyond the one before: Press et al. 2007,
 * section 4.6.
 */
export function gaussHermite(points: number): Quadrature {
  const theta = new Float64Array(points)
  const logWeight = new Float64Array(points)
  let z = 0
  for (let i = 0; i < points / 2; i++) {
    z = firstGuess(points, i, z, theta)
    let slope = 1
    for (let round = 0, step = 1; round < 50 && Math.abs(step) > 1e-14; round++) {
      const { value, before } = hermite(points, z)
      slope = Math.sqrt(2 * points) * before
      step = value / slope
      z -= step
    }
    theta[i] = z
    theta[points - 1 - i] = -z
    logWeight[i] = Math.log(2 / (slope * slope * Math.sqrt(Math.PI)))
    logWeight[points - 1 - i] = logWeight[i] ?? 0
  }
  return { theta: theta.map((at) => at * Math.SQRT2), logWeight }
}

/** The orthonormal Hermite polynomial of this degree, and the one before it, at z. */
function hermite(degree: number, z: number): { value: number; before: number } {
  let value = Math.PI ** -0.25
  let before = 0
  for (let j = 1; j <= degree; j++) {
    const next = z * Math.sqrt(2 / j) * value - Math.sqrt((j - 1) / j) * before
    before = value
    value = next
  }
  return { value, before }
}

function firstGuess(points: number, i: number, z: number, found: Float64Array): number {
  if (i === 0) return Math.sqrt(2 * points + 1) - 1.85575 * (2 * points + 1) ** (-1 / 6)
  if (i === 1) return z - (1.14 * points ** 0.426) / z
  if (i === 2) return 1.86 * z - 0.86 * (found[0] ?? 0)
  if (i === 3) return 1.91 * z - 0.91 * (found[1] ?? 0)
  return 2 * z - (found[i - 2] ?? 0)
}
