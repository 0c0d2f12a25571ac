import { logistic } from '#core/base'
import type { Examples } from './grow-trees.ts'

/** Weights on standardised features. */
export interface Logistic {
  mean: readonly number[]
  /** standard deviations, never 0 */
  scale: readonly number[]
  weights: readonly number[]
  constant: number
}

/** Standardised values beyond this are no more telling. */
const MOST_DEVIATIONS = 4

/** @returns log-odds */
export function askLogistic({ mean, scale, weights, constant }: Logistic, row: ArrayLike<number>): number {
  let sum = constant
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * standard(row[i] ?? 0, mean[i], scale[i])
  return sum
}

const standard = (value: number, mean = 0, scale = 1): number =>
  Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / scale))

/**
 * Logistic regression by Newton's method, on targets in [0, 1].
 *
 * @param ridge penalty of the squared weights of standardised features; the constant is free
 */
export function fitLogistic({ rows, targets, weights }: Examples, ridge: number): Logistic {
  const features = rows[0]?.length ?? 0
  const of = (i: number) => rows.map((row) => row[i] ?? 0)
  const mean = Array.from({ length: features }, (_, i) => of(i).reduce((sum, x) => sum + x, 0) / rows.length)
  const scale = mean.map((m, i) => Math.sqrt(of(i).reduce((sum, x) => sum + (x - m) ** 2, 0) / rows.length) || 1)
  const size = features + 1
  const table = rows.map((row) => {
    const line = Float64Array.from({ length: size }, (_, i) => standard(row[i] ?? 0, mean[i], scale[i]))
    line[features] = 1
    return line
  })
  const found = new Float64Array(size)
  for (let round = 0; round < 30; round++) {
    const gradient = Float64Array.from(found, (w, i) => (i < features ? -ridge * w : 0))
    const curvature = Array.from({ length: size }, (_, i) => {
      const line = new Float64Array(size)
      line[i] = i < features ? ridge : 1e-9
      return line
    })
    for (const [n, line] of table.entries()) {
      let sum = 0
      for (let i = 0; i < size; i++) sum += (line[i] ?? 0) * (found[i] ?? 0)
      const p = logistic(sum)
      const weight = weights?.[n] ?? 1
      const error = weight * ((targets[n] ?? 0) - p)
      const slope = weight * p * (1 - p)
      for (let i = 0; i < size; i++) {
        const x = line[i] ?? 0
        gradient[i] = (gradient[i] ?? 0) + error * x
        const into = curvature[i] ?? new Float64Array()
        for (let j = 0; j <= i; j++) into[j] = (into[j] ?? 0) + slope * x * (line[j] ?? 0)
      }
    }
    const step = solveSymmetric(curvature, gradient)
    let largest = 0
    for (let i = 0; i < size; i++) {
      found[i] = (found[i] ?? 0) + (step[i] ?? 0)
      largest = Math.max(largest, Math.abs(step[i] ?? 0))
    }
    if (largest < 1e-6) break
  }
  return { mean, scale, weights: Array.from(found.subarray(0, features)), constant: found[features] ?? 0 }
}

/**
 * Cholesky. `matrix` is symmetric and positive definite; only its lower half is read.
 *
 * @returns x of matrix x = right
 */
export function solveSymmetric(matrix: readonly Float64Array[], right: ArrayLike<number>): Float64Array {
  const size = matrix.length
  const lower = matrix.map((line) => Float64Array.from(line))
  for (let i = 0; i < size; i++) {
    const line = lower[i] ?? new Float64Array()
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? new Float64Array()
      let sum = line[j] ?? 0
      for (let k = 0; k < j; k++) sum -= (line[k] ?? 0) * (other[k] ?? 0)
      line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (other[j] ?? 1)
    }
  }
  const solved = Float64Array.from(right)
  for (let i = 0; i < size; i++) {
    let sum = solved[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (lower[i]?.[k] ?? 0) * (solved[k] ?? 0)
    solved[i] = sum / (lower[i]?.[i] ?? 1)
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solved[i] ?? 0
    for (let k = i + 1; k < size; k++) sum -= (lower[k]?.[i] ?? 0) * (solved[k] ?? 0)
    solved[i] = sum / (lower[i]?.[i] ?? 1)
  }
  return solved
}
