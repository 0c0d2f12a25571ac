import type { AnswerMatrix } from './answer-matrix.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import type { Quadrature } from './quadrature.ts'

export interface Expectation {
  /** marginal log-likelihood of all answers */
  logLik: number
  /** expected number of people at point q who got score k of item i: counts[offset[i] + k * points + q] */
  counts: Float64Array
  offset: Int32Array
}

/** What the E-step needs, made once: tables of log P and of counts, one block of [scores, points] an item. */
export interface ExpectationRoom {
  offset: Int32Array
  logP: Float64Array
  counts: Float64Array
}

export function expectationRoom({ categories }: FittedModel, points: number): ExpectationRoom {
  const offset = new Int32Array(categories.length + 1)
  for (const [item, count] of categories.entries()) offset[item + 1] = (offset[item] ?? 0) + count * points
  const length = offset[categories.length] ?? 0
  return { offset, logP: new Float64Array(length), counts: new Float64Array(length) }
}

/** log P of every item, score and point at these parameters. */
export function tabulate(model: FittedModel, x: Float64Array, { theta }: Quadrature, room: ExpectationRoom): void {
  const points = theta.length
  for (const [item, places] of model.places.entries()) {
    const own = ofItem(x, places)
    const categories = model.categories[item] ?? 2
    const p = new Float64Array(categories)
    const dp = new Float64Array(categories * own.length)
    const from = room.offset[item] ?? 0
    for (let q = 0; q < points; q++) {
      model.form.fill(theta[q] ?? 0, own, p, dp)
      for (let k = 0; k < categories; k++) room.logP[from + k * points + q] = Math.log(p[k] ?? 0)
    }
  }
}

/** Rows of at least so many answers are looked at coarsely first: of their points few hold anything. */
const LONG_ROW = 64
const COARSE = 4
/** Points this far below the highest, on the log scale, hold nothing that a sum of doubles would keep. */
const NOTHING = 45

/**
 * Posterior of one row's ability on the points, into `weights` (sum 1).
 *
 * @returns log of the marginal probability of its answers
 */
export function posteriorOf(
  row: number,
  matrix: AnswerMatrix,
  room: ExpectationRoom,
  logWeight: Float64Array,
  weights: Float64Array,
): number {
  const points = logWeight.length
  const long = (matrix.starts[row + 1] as number) - (matrix.starts[row] as number) >= LONG_ROW
  let low = 0
  let high = points
  weights.set(logWeight)
  if (long) {
    addAnswers(row, matrix, room, weights, 0, points, COARSE)
    let most = Number.NEGATIVE_INFINITY
    for (let q = 0; q < points; q += COARSE) most = Math.max(most, weights[q] as number)
    let last = 0
    low = points
    for (let q = 0; q < points; q += COARSE)
      if ((weights[q] as number) > most - NOTHING) {
        low = Math.min(low, q)
        last = q
      }
    low = Math.max(0, low - COARSE)
    high = Math.min(points, last + COARSE + 1)
    weights.set(logWeight)
  }
  addAnswers(row, matrix, room, weights, low, high, 1)
  let most = Number.NEGATIVE_INFINITY
  for (let q = low; q < high; q++) most = Math.max(most, weights[q] as number)
  let sum = 0
  for (let q = low; q < high; q++) {
    const weight = Math.exp((weights[q] as number) - most)
    weights[q] = weight
    sum += weight
  }
  weights.fill(0, 0, low).fill(0, high)
  for (let q = low; q < high; q++) weights[q] = (weights[q] as number) / sum
  return most + Math.log(sum)
}

function addAnswers(
  row: number,
  { starts, item, score }: AnswerMatrix,
  { offset, logP }: ExpectationRoom,
  weights: Float64Array,
  low: number,
  high: number,
  step: number,
): void {
  const points = weights.length
  const end = starts[row + 1] as number
  for (let at = starts[row] as number; at < end; at++) {
    const from = (offset[item[at] as number] as number) + (score[at] as number) * points
    for (let q = low; q < high; q += step) weights[q] = (weights[q] as number) + (logP[from + q] as number)
  }
}

/** E-step of Bock & Aitkin (1981, eq. 13-14): the log-likelihood at `x` and the expected counts under it. */
export function expect(
  model: FittedModel,
  x: Float64Array,
  matrix: AnswerMatrix,
  quadrature: Quadrature,
  room: ExpectationRoom,
): Expectation {
  const points = quadrature.theta.length
  const { offset, counts } = room
  const weights = new Float64Array(points)
  tabulate(model, x, quadrature, room)
  counts.fill(0)
  let logLik = 0
  for (let row = 0; row < matrix.weight.length; row++) {
    const weight = matrix.weight[row] as number
    logLik += weight * posteriorOf(row, matrix, room, quadrature.logWeight, weights)
    // the ends hold nothing of most people: only the stretch that does is counted
    let low = 0
    let high = points
    while (low < high && (weights[low] as number) < 1e-12) low++
    while (high > low && (weights[high - 1] as number) < 1e-12) high--
    const end = matrix.starts[row + 1] as number
    for (let at = matrix.starts[row] as number; at < end; at++) {
      const from = (offset[matrix.item[at] as number] as number) + (matrix.score[at] as number) * points
      for (let q = low; q < high; q++) counts[from + q] = (counts[from + q] as number) + weight * (weights[q] as number)
    }
  }
  return { logLik, counts, offset }
}
