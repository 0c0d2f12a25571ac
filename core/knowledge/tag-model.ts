import { logistic } from '#core/base'
/**
 * What speaks for a tag on a document, each about 0-1: likeness of the document to the tag's own words, of its best passage to
 * them, mean and greatest likeness to documents that carry the tag, the share of its nearest eight that do, and the share of the
 * tag's words that stand in its title and headings, and in its text. Where no document carries the tag yet, the third and fourth
 * are null.
 */
export interface TagEvidence {
  toWords: number
  passageToWords: number
  toCarriers: number | null
  toNearest: number | null
  neighbours: number
  inHeadings: number
  inText: number
}

/** Weights in the order of `TagEvidence`, then the one that says documents carry the tag, then the constant. */
export type TagModel = readonly number[]

/** Fitted on a handbook of 228 pages by its folders, rounded: orders proposals before anybody has confirmed any, and measures nothing. */
export const BUILT_IN_TAG_MODEL: TagModel = [1, 1, 3, 5, 3, 1, 1, -3.5, -5]

const inputs = (evidence: TagEvidence): number[] => {
  const { toWords, passageToWords, toCarriers, toNearest, neighbours, inHeadings, inText } = evidence
  const known = toCarriers === null || toNearest === null ? 0 : 1
  return [toWords, passageToWords, toCarriers ?? 0, toNearest ?? 0, neighbours, inHeadings, inText, known, 1]
}

/** Probability that a person would confirm the tag, 0-1: logistic in the evidence. */
export function tagProbability(model: TagModel, evidence: TagEvidence): number {
  const z = inputs(evidence).reduce((sum, x, i) => sum + x * (model[i] ?? 0), 0)
  return logistic(z)
}

export interface TagExample {
  evidence: TagEvidence
  confirmed: boolean
}

const STEPS = 25
/** Strength of the pull towards the built-in weights, in examples: few confirmed tags move little. */
const RIDGE = 1

interface Row {
  x: readonly number[]
  y: number
}

/** Logistic regression by Newton's method, held to the built-in weights by a ridge. Deterministic. */
export function fitTagModel(examples: readonly TagExample[]): TagModel {
  const rows = examples.map(({ evidence, confirmed }): Row => ({ x: inputs(evidence), y: confirmed ? 1 : 0 }))
  let weights: TagModel = BUILT_IN_TAG_MODEL
  let loss = lossOf(rows, weights)
  for (let step = 0; step < STEPS; step++) {
    const change = newtonStep(rows, weights)
    // a full step may overshoot where all is certain already: halved until it helps
    let share = 1
    let next = weights
    let nextLoss = loss
    for (; share > 1e-6; share /= 2) {
      next = weights.map((weight, i) => weight - share * (change[i] ?? 0))
      nextLoss = lossOf(rows, next)
      if (nextLoss < loss) break
    }
    if (!(nextLoss < loss)) break
    const gain = loss - nextLoss
    weights = next
    loss = nextLoss
    if (gain < 1e-7 * (1 + loss)) break
  }
  return weights
}

const sumOf = (x: readonly number[], weights: TagModel) =>
  x.reduce((total, value, i) => total + value * (weights[i] ?? 0), 0)

/** Negative log likelihood with the ridge; log(1 + e^z) without overflow. */
function lossOf(rows: readonly Row[], weights: TagModel): number {
  const held = weights.reduce(
    (total, weight, i) => total + (RIDGE / 2) * (weight - (BUILT_IN_TAG_MODEL[i] ?? 0)) ** 2,
    0,
  )
  return rows.reduce((total, { x, y }) => {
    const z = sumOf(x, weights)
    return total + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z
  }, held)
}

function newtonStep(rows: readonly Row[], weights: TagModel): number[] {
  const gradient = weights.map((weight, i) => RIDGE * (weight - (BUILT_IN_TAG_MODEL[i] ?? 0)))
  const hessian = weights.map((_, i) => weights.map((__, j): number => (i === j ? RIDGE : 0)))
  for (const { x, y } of rows) {
    const p = logistic(sumOf(x, weights))
    for (const [i, xi] of x.entries()) {
      if (xi === 0) continue
      gradient[i] = (gradient[i] ?? 0) + (p - y) * xi
      const row = hessian[i] ?? []
      for (const [j, xj] of x.entries()) row[j] = (row[j] ?? 0) + p * (1 - p) * xi * xj
    }
  }
  return solve(hessian, gradient)
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite through its ridge. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const a = matrix.map((row, i) => [...row, right[i] ?? 0])
  const n = a.length
  const cell = (i: number, j: number) => a[i]?.[j] ?? 0
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) if (Math.abs(cell(i, column)) > Math.abs(cell(pivot, column))) pivot = i
    const [top, best] = [a[column] ?? [], a[pivot] ?? []]
    a[pivot] = top
    a[column] = best
    for (let i = column + 1; i < n; i++) {
      const factor = cell(i, column) / (cell(column, column) || 1)
      a[i] = (a[i] ?? []).map((value, j) => value - factor * cell(column, j))
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    let sum = cell(i, n)
    for (let j = i + 1; j < n; j++) sum -= cell(i, j) * (x[j] ?? 0)
    x[i] = sum / (cell(i, i) || 1)
  }
  return x
}

/** A tag on a document that was kept aside while the model was fitted. */
export interface TagPrediction {
  tag: string
  probability: number
  confirmed: boolean
}

export interface TagMeasure {
  tag: string
  /** documents that carry it */
  n: number
  /** share of the proposals that were right, 0-1; null where none was made */
  precision: number | null
  /** share of its documents that were proposed, 0-1; null where none carries it */
  recall: number | null
}

/** Precision and recall at a threshold, over all and by tag. */
export function measureTags(predictions: readonly TagPrediction[], threshold: number) {
  const byTag = new Map<string, TagPrediction[]>()
  for (const each of predictions) {
    const all = byTag.get(each.tag)
    if (all) all.push(each)
    else byTag.set(each.tag, [each])
  }
  const measure = (tag: string, all: readonly TagPrediction[]): TagMeasure => {
    const n = all.filter(({ confirmed }) => confirmed).length
    const proposed = all.filter(({ probability }) => probability >= threshold)
    const right = proposed.filter(({ confirmed }) => confirmed).length
    const precision = proposed.length === 0 ? null : right / proposed.length
    return { tag, n, precision, recall: n === 0 ? null : right / n }
  }
  return { all: measure('', predictions), tags: [...byTag].map(([tag, all]) => measure(tag, all)) }
}

/** Proposals that need no second look should be right this often. */
const WANTED_PRECISION = 0.9
/** Where no threshold is that precise, or nothing was confirmed yet. */
export const CAUTIOUS_THRESHOLD = 0.9

/** The lowest probability from which nine of ten predictions were right; at least 20 must lie above it to say so. */
export function tagThreshold(predictions: readonly TagPrediction[]): number {
  const falling = [...predictions].sort((a, b) => b.probability - a.probability)
  let right = 0
  let found = CAUTIOUS_THRESHOLD
  for (const [i, { probability, confirmed }] of falling.entries()) {
    if (confirmed) right++
    const isLast = falling[i + 1]?.probability !== probability
    if (isLast && i + 1 >= 20 && right / (i + 1) >= WANTED_PRECISION) found = probability
  }
  return found
}

/** Expected calibration error over ten equal bins: how far probabilities and shares lie apart, 0-1. */
export function calibrationError(predictions: readonly TagPrediction[]): number {
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = predictions.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin)
    const said = inside.reduce((sum, { probability }) => sum + probability, 0)
    const was = inside.filter(({ confirmed }) => confirmed).length
    error += Math.abs(said - was)
  }
  return predictions.length === 0 ? 0 : error / predictions.length
}
