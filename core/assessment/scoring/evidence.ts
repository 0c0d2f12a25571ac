import { dot } from './align.ts'
import type { ScoredAnswer } from './answer-to-score.ts'
import { solveSymmetric } from './logistic.ts'
import { toUnit } from './read-text.ts'

/** Most scored answers of a question that are used; the last ones given. */
export const MOST_EVIDENCE = 200
/** What is believed of a question before anything is known: so many answers, so many of them right. */
const PRIOR_ANSWERS = 2
const PRIOR_RIGHT = 0.9
const RIDGE = 1
/** How steeply nearness falls off with cosine. */
const STEEP = 10
const STEEPER = 25

/** Unit vectors of the evidence, their scores and nearness to each other: worked out once a question. */
export interface Pool {
  vectors: readonly Float32Array[]
  /** of each answer with each */
  cosines: readonly Float32Array[]
  scores: readonly number[]
  /** what kernel ridge regression learnt: deviations from `RATE`, one weight an answer */
  weights: Float64Array
  /** predictions of each answer from all others */
  leftOut: Float64Array
}

/** What deviations are taken from. */
const RATE = PRIOR_RIGHT / PRIOR_ANSWERS

/** @param evidence vectors of one model; only the last `MOST_EVIDENCE` are read */
export function readPool(evidence: readonly ScoredAnswer[]): Pool {
  const used = evidence.slice(-MOST_EVIDENCE)
  const vectors = used.map(({ vector }) => unit(vector))
  const scores = used.map(({ score }) => score)
  const cosines = vectors.map(() => new Float32Array(vectors.length))
  for (const [i, a] of vectors.entries()) {
    for (const [j, b] of vectors.slice(0, i + 1).entries()) {
      const cosine = dot(a, b)
      cosines[i]?.set([cosine], j)
      cosines[j]?.set([cosine], i)
    }
  }
  const matrix = cosines.map((row, i) => {
    const line = Float64Array.from(row, nearness)
    line[i] = (line[i] ?? 0) + RIDGE
    return line
  })
  const weights = solveSymmetric(
    matrix,
    scores.map((score) => score - RATE),
  )
  const leftOut = new Float64Array(scores.length)
  for (const [i, diagonal] of inverseDiagonal(matrix).entries())
    leftOut[i] = (scores[i] ?? 0) - RATE - (weights[i] ?? 0) / (diagonal || 1)
  return { vectors, cosines, scores, weights, leftOut }
}

/**
 * What scored answers to the same question say of an answer.
 *
 * @param vector pooled, any length
 * @param leaveOut place of the answer itself in the pool, while learning
 */
export function evidenceFeatures(pool: Pool, vector: ArrayLike<number>, leaveOut = -1): Record<string, number> {
  const cosines = pool.cosines[leaveOut] ?? cosinesWith(pool, vector)
  let [n, right, ridge] = [0, 0, leaveOut < 0 ? 0 : (pool.leftOut[leaveOut] ?? 0)]
  const passed: number[] = []
  const failed: number[] = []
  const near = [
    { steep: STEEP, sum: 0, weight: 0 },
    { steep: STEEPER, sum: 0, weight: 0 },
  ]
  for (const [i, score] of pool.scores.entries()) {
    if (i === leaveOut) continue
    const cosine = cosines[i] ?? 0
    n++
    right += score
    if (leaveOut < 0) ridge += (pool.weights[i] ?? 0) * nearness(cosine)
    ;(score >= 0.5 ? passed : failed).push(cosine)
    for (const kernel of near) {
      const weight = Math.exp((cosine - 1) * kernel.steep)
      kernel.sum += weight * score
      kernel.weight += weight
    }
  }
  const rate = (right + PRIOR_RIGHT) / (n + PRIOR_ANSWERS)
  const means = near.map(({ steep, sum, weight }) => {
    const prior = Math.exp(-0.4 * steep)
    return (sum + prior * rate) / (weight + prior)
  })
  const [bestPassed, bestFailed] = [Math.max(0, ...passed), Math.max(0, ...failed)]
  return {
    'evidence.ridge': ridge,
    'evidence.passed': bestPassed,
    'evidence.failed': bestFailed,
    'evidence.nearest': bestPassed - bestFailed,
    'evidence.three': nearestThree(passed) - nearestThree(failed),
    'evidence.near': means[0] ?? rate,
    'evidence.nearer': means[1] ?? rate,
    'evidence.rate': rate,
    'evidence.count': Math.log(1 + n),
    'evidence.anyPassed': passed.length > 0 ? 1 : 0,
    'evidence.anyFailed': failed.length > 0 ? 1 : 0,
  }
}

const nearestThree = (cosines: number[]): number => {
  const nearest = cosines.sort((a, b) => b - a).slice(0, 3)
  return nearest.length > 0 ? nearest.reduce((sum, x) => sum + x, 0) / nearest.length : 0
}

const nearness = (cosine: number): number => 0.4 * cosine + 0.5 * Math.exp((cosine - 1) * STEEP)

function cosinesWith({ vectors }: Pool, vector: ArrayLike<number>): Float32Array {
  const own = unit(vector)
  return Float32Array.from(vectors, (each) => dot(own, each))
}

const unit = (vector: ArrayLike<number>): Float32Array => toUnit(Float32Array.from(vector))

/** Diagonal of the inverse of a symmetric matrix, of which the lower half is read. */
function inverseDiagonal(matrix: readonly Float64Array[]): Float64Array {
  const size = matrix.length
  const lower: Float64Array[] = []
  for (const [i, given] of matrix.entries()) {
    const line = Float64Array.from(given)
    for (let j = 0; j <= i; j++) {
      const other = j === i ? line : (lower[j] ?? line)
      let sum = line[j] ?? 0
      for (let k = 0; k < j; k++) sum -= (line[k] ?? 0) * (other[k] ?? 0)
      line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (other[j] ?? 1)
    }
    lower.push(line)
  }
  const diagonal = new Float64Array(size)
  // columns of the inverse of the triangle: their squares add up to the diagonal
  for (let column = 0; column < size; column++) {
    const solved = new Float64Array(size)
    let total = 0
    for (let i = column; i < size; i++) {
      let sum = i === column ? 1 : 0
      for (let k = column; k < i; k++) sum -= (lower[i]?.[k] ?? 0) * (solved[k] ?? 0)
      solved[i] = sum / (lower[i]?.[i] ?? 1)
      total += (solved[i] ?? 0) ** 2
    }
    diagonal[column] = total
  }
  return diagonal
}
