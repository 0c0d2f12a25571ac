import type { AnswerMatrix } from './answer-matrix.ts'
import { type Expectation, expect, expectationRoom } from './expectation.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import { addPrior } from './item-prior.ts'
import type { Priors } from './maximisation.ts'
import { subtractPosteriorVariance } from './posterior-variance.ts'
import type { Quadrature } from './quadrature.ts'

/**
 * Observed information of the parameters at x, size x size: minus the second derivative of the marginal log-likelihood (plus
 * that of the log prior), by Louis (1982): that of the complete data less the posterior variance of their score.
 */
export function observedInformation(
  model: FittedModel,
  x: Float64Array,
  matrix: AnswerMatrix,
  quadrature: Quadrature,
  priors: Priors,
): Float64Array {
  const { size } = model
  const room = expectationRoom(model, quadrature.theta.length)
  const expected = expect(model, x, matrix, quadrature, room)
  const information = completeInformation(model, x, expected, quadrature, priors)
  subtractPosteriorVariance(information, model, x, matrix, quadrature, room)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j] as number
  return information
}

/** Minus the second derivative of the expected complete log-likelihood: a central difference of its gradient, an item at a time. */
function completeInformation(
  model: FittedModel,
  x: Float64Array,
  expected: Expectation,
  quadrature: Quadrature,
  priors: Priors,
): Float64Array {
  const { size } = model
  const information = new Float64Array(size * size)
  for (const [item, places] of model.places.entries()) {
    const own = ofItem(x, places)
    const prior = new Float64Array(own.length ** 2)
    addPrior(priors[item] ?? {}, own, new Float64Array(own.length), prior)
    for (const [i, row] of places.entries()) {
      const step = 1e-4 * Math.max(1, Math.abs(own[i] ?? 0))
      const up = gradientOf(model, item, changed(own, i, step), expected, quadrature)
      const down = gradientOf(model, item, changed(own, i, -step), expected, quadrature)
      for (const [j, column] of places.entries()) {
        if (column > row) continue
        const at = row * size + column
        const curvature = ((down[j] ?? 0) - (up[j] ?? 0)) / (2 * step)
        information[at] = (information[at] ?? 0) + curvature + (prior[i * own.length + j] ?? 0)
      }
    }
  }
  return information
}

const changed = (x: readonly number[], place: number, by: number): number[] =>
  x.map((value, at) => (at === place ? value + by : value))

function gradientOf(
  model: FittedModel,
  item: number,
  x: readonly number[],
  expected: Expectation,
  { theta }: Quadrature,
): Float64Array {
  const categories = model.categories[item] ?? 2
  const gradient = new Float64Array(x.length)
  const p = new Float64Array(categories)
  const dp = new Float64Array(categories * x.length)
  for (const [q, at] of theta.entries()) {
    model.form.fill(at, x, p, dp)
    for (let k = 0; k < categories; k++) {
      const count = expected.counts[(expected.offset[item] ?? 0) + k * theta.length + q] ?? 0
      if (count < 1e-12) continue
      for (let j = 0; j < x.length; j++)
        gradient[j] = (gradient[j] ?? 0) + (count * (dp[k * x.length + j] ?? 0)) / (p[k] ?? 1)
    }
  }
  return gradient
}
