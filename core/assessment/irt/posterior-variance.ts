import type { AnswerMatrix } from './answer-matrix.ts'
import { type ExpectationRoom, posteriorOf } from './expectation.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import type { Quadrature } from './quadrature.ts'

/** A row with more parameters than this (30 items) has a posterior so narrow that what it scores is nearly straight over it. */
const LONG_ROW = 60
/** Directions gathered before the matrix is touched: it does not fit into the processor's nearest memory. */
const WIDEST = 64

/** Scores of one or several rows with the same parameters: parts[place * room + direction], of which `width` are in use. */
interface Batch {
  places: number[]
  parts: Float64Array
  room: number
  width: number
}

/** Numbers whose squares sum to the variance of a score under a posterior; `width` is how many. */
interface Spread {
  width: number
  into(score: Float64Array, factor: number, parts: Float64Array, at: number): void
}

/**
 * Takes the posterior variance of every row's score off the lower triangle of `information`.
 *
 * The variance is summed over the points; for long rows over polynomials of ability up to degree 3, orthonormal under the
 * row's posterior.
 *
 * @param room tabulated at x
 */
export function subtractPosteriorVariance(
  information: Float64Array,
  model: FittedModel,
  x: Float64Array,
  matrix: AnswerMatrix,
  quadrature: Quadrature,
  room: ExpectationRoom,
): void {
  const scores = scoreTable(model, x, quadrature)
  const weights = new Float64Array(quadrature.theta.length)
  let batch: Batch = { places: [], parts: new Float64Array(), room: WIDEST, width: 0 }
  for (let row = 0; row < matrix.weight.length; row++) {
    posteriorOf(row, matrix, room, quadrature.logWeight, weights)
    const places = placesOf(model, matrix, row)
    const spread = places.length > LONG_ROW ? alongPolynomials(quadrature.theta, weights) : overPoints(weights)
    if (batch.width + spread.width > WIDEST || !same(batch.places, places)) {
      subtract(batch, information, model.size)
      const each = Math.max(WIDEST, spread.width)
      batch = { places, parts: new Float64Array(places.length * each), room: each, width: 0 }
    }
    addScores(batch, row, spread, model, matrix, scores)
  }
  subtract(batch, information, model.size)
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((place, i) => place === b[i])

/** Places of the parameters of the items of a row, rising, each once. */
function placesOf(model: FittedModel, { item, starts }: AnswerMatrix, row: number): number[] {
  const places = new Set<number>()
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++)
    for (const place of model.places[item[at] ?? 0] ?? []) places.add(place)
  return [...places].sort((a, b) => a - b)
}

function addScores(
  batch: Batch,
  row: number,
  spread: Spread,
  model: FittedModel,
  matrix: AnswerMatrix,
  scores: readonly Float64Array[][][],
): void {
  const local = new Map(batch.places.map((place, at) => [place, at]))
  const root = Math.sqrt(matrix.weight[row] ?? 0)
  for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
    const item = matrix.item[at] ?? 0
    const table = scores[item]?.[matrix.score[at] ?? 0] ?? []
    for (const [j, place] of (model.places[item] ?? []).entries()) {
      const score = table[j]
      if (score) spread.into(score, root, batch.parts, (local.get(place) ?? 0) * batch.room + batch.width)
    }
  }
  batch.width += spread.width
}

/** parts parts', off the lower triangle. */
function subtract({ places, parts, room, width }: Batch, information: Float64Array, size: number): void {
  for (let i = 0; i < places.length; i++) {
    const row = (places[i] as number) * size
    const left = i * room
    for (let j = 0; j <= i; j++) {
      const right = j * room
      let product = 0
      for (let d = 0; d < width; d++) product += (parts[left + d] as number) * (parts[right + d] as number)
      const at = row + (places[j] as number)
      information[at] = (information[at] as number) - product
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let q = 0; q < b.length; q++) sum += (a[q] as number) * (b[q] as number)
  return sum
}

/** Of each point with any weight, sqrt(weight) x (the score there less its mean). */
function overPoints(weights: Float64Array): Spread {
  const points = [...weights.keys()].filter((q) => (weights[q] ?? 0) > 1e-10)
  const roots = points.map((q) => Math.sqrt(weights[q] ?? 0))
  return {
    width: points.length,
    into(score, factor, parts, at) {
      const mean = dot(score, weights)
      for (let d = 0; d < points.length; d++)
        parts[at + d] =
          (parts[at + d] as number) + factor * (roots[d] as number) * ((score[points[d] as number] as number) - mean)
    },
  }
}

/** Covariances of the score with the polynomials of ability. */
function alongPolynomials(theta: Float64Array, weights: Float64Array): Spread {
  const directions = polynomials(theta, weights)
  return {
    width: directions.length,
    into(score, factor, parts, at) {
      for (const [d, direction] of directions.entries())
        parts[at + d] = (parts[at + d] as number) + factor * dot(score, direction)
    },
  }
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
