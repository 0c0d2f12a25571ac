import type { AnswerMatrix } from './answer-matrix.ts'
import { type Expectation, expect, expectationRoom, posteriorOf } from './expectation.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import { addPrior } from './item-prior.ts'
import type { Priors } from './maximisation.ts'
import type { Quadrature } from './quadrature.ts'

/** A row with more parameters than this (30 items) has a posterior so narrow that what it scores is nearly straight over it. */
const LONG_ROW = 60

/**
 * Observed information of the parameters at x, size x size: minus the second derivative of the marginal log-likelihood (plus
 * that of the log prior), by Louis (1982): that of the complete data less the posterior variance of their score.
 *
 * The variance is summed over the points; for long rows over polynomials of ability up to degree 3, orthonormal under the
 * row's posterior, which keeps 500 items answered by 5,000 people within seconds.
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
  const scores = scoreTable(model, x, quadrature)
  const weights = new Float64Array(quadrature.theta.length)
  for (let row = 0; row < matrix.weight.length; row++) {
    posteriorOf(row, matrix, room, quadrature.logWeight, weights)
    const from = matrix.starts[row] ?? 0
    const to = matrix.starts[row + 1] ?? 0
    const places = placesOf(model, matrix, from, to)
    for (const direction of places.length > LONG_ROW ? polynomials(quadrature.theta, weights) : deviations(weights)) {
      const part = new Float64Array(size)
      for (let at = from; at < to; at++) {
        const item = matrix.item[at] ?? 0
        const own = model.places[item] ?? []
        const table = scores[item]?.[matrix.score[at] ?? 0] ?? []
        for (const [j, place] of own.entries()) part[place] = (part[place] ?? 0) + dot(table[j], direction)
      }
      subtractSquare(information, size, places, part, matrix.weight[row] ?? 0)
    }
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j] as number
  return information
}

/** Places of the parameters of the items of a row, rising, each once. */
function placesOf(model: FittedModel, { item }: AnswerMatrix, from: number, to: number): number[] {
  const places = new Set<number>()
  for (let at = from; at < to; at++) for (const place of model.places[item[at] ?? 0] ?? []) places.add(place)
  return [...places].sort((a, b) => a - b)
}

/** Into the lower triangle. */
function subtractSquare(
  information: Float64Array,
  size: number,
  places: readonly number[],
  part: Float64Array,
  weight: number,
): void {
  for (let i = 0; i < places.length; i++) {
    const row = (places[i] as number) * size
    const factor = weight * (part[places[i] as number] as number)
    for (let j = 0; j <= i; j++) {
      const at = row + (places[j] as number)
      information[at] = (information[at] as number) - factor * (part[places[j] as number] as number)
    }
  }
}

function dot(a: Float64Array | undefined, b: Float64Array): number {
  let sum = 0
  if (a) for (let q = 0; q < b.length; q++) sum += (a[q] as number) * (b[q] as number)
  return sum
}

/**
 * Of each point with any weight, sqrt(weight) x (that point less the mean over points): the sum of the squares of what they
 * give is the variance.
 */
function deviations(weights: Float64Array): Float64Array[] {
  return [...weights.keys()]
    .filter((q) => (weights[q] ?? 0) > 1e-10)
    .map((q) => {
      const root = Math.sqrt(weights[q] ?? 0)
      return weights.map((weight, at) => root * ((at === q ? 1 : 0) - weight))
    })
}

/** weights x polynomial of degree 1, 2 and 3, each of mean 0, variance 1 and uncorrelated with the others. */
function polynomials(theta: Float64Array, weights: Float64Array): Float64Array[] {
  const basis = [new Float64Array(theta.length).fill(1)]
  for (let degree = 1; degree <= 3; degree++) {
    const last = basis[degree - 1] ?? new Float64Array(theta.length)
    const next = last.map((value, q) => value * (theta[q] ?? 0))
    for (const before of basis) {
      let overlap = 0
      for (let q = 0; q < next.length; q++)
        overlap += (weights[q] as number) * (next[q] as number) * (before[q] as number)
      for (let q = 0; q < next.length; q++) next[q] = (next[q] as number) - overlap * (before[q] as number)
    }
    const norm = Math.sqrt(next.reduce((sum, value, q) => sum + (weights[q] ?? 0) * value * value, 0))
    if (norm < 1e-9) break
    basis.push(next.map((value) => value / norm))
  }
  return basis.slice(1).map((values) => values.map((value, q) => value * (weights[q] ?? 0)))
}

/** d log P / d parameter j at every point: [item][score][j][point]. */
function scoreTable(model: FittedModel, x: Float64Array, { theta }: Quadrature): Float64Array[][][] {
  return model.places.map((places, item) => {
    const own = ofItem(x, places)
    const categories = model.categories[item] ?? 2
    const table = Array.from({ length: categories }, () => own.map(() => new Float64Array(theta.length)))
    const p = new Float64Array(categories)
    const dp = new Float64Array(categories * own.length)
    for (const [q, at] of theta.entries()) {
      model.form.fill(at, own, p, dp)
      for (const [k, scores] of table.entries())
        for (const [j, score] of scores.entries()) score[q] = (dp[k * own.length + j] ?? 0) / (p[k] ?? 1)
    }
    return table
  })
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
