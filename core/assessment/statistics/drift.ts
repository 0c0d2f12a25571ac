import { logistic } from '#core/base'
import type { Parameters } from '../ability/parameters.ts'
import { type Interval, Z95 } from './interval.ts'
import { averaged, POINTS, type RestedAnswer } from './rest-ability.ts'

export interface Drift {
  /** difficulty of the later half of the answers less that of the earlier half, logits, with its 95 % interval */
  change: Interval
  /** ms since 1970: where the halves meet */
  since: number
  /** beyond chance at 99 %, and by enough to matter */
  flagged: boolean
}

/** Fewer answers in a half say nothing. */
const LEAST_ANSWERS = 15
const LEAST_CHANGE = 0.4
const Z99 = 2.575829
const DIFFICULTIES = Array.from({ length: 41 }, (_, i) => -6 + i * 0.3)
/** Standard errors either side of the known discrimination. */
const AROUND = [-1.5, -0.75, 0, 0.75, 1.5]

/**
 * How an item's difficulty moved over time: each half of the answers gives its own, averaged over what is not known of its
 * discrimination, with ability as the person's other answers say. Easier with time is what a key that went round looks like, harder what a rule that changed does.
 *
 * @param answers of one item
 * @returns null where a half has fewer than 15
 */
export function driftOf(answers: readonly RestedAnswer[], { a, b, seA }: Parameters): Drift | null {
  const ordered = answers.toSorted((x, y) => x.at - y.at)
  const half = Math.floor(ordered.length / 2)
  const later = ordered[half]
  if (half < LEAST_ANSWERS || !later) return null
  const tries = AROUND.map((errors) => {
    const slope = Math.max(0.2, a + errors * seA)
    const before = difficulty(ordered.slice(0, half), slope, b)
    const after = difficulty(ordered.slice(half), slope, b)
    return {
      change: after.mean - before.mean,
      variance: before.variance + after.variance,
      log: before.log + after.log - (errors * errors) / 2,
    }
  })
  const most = Math.max(...tries.map(({ log }) => log))
  const weights = tries.map(({ log }) => Math.exp(log - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (of: (one: (typeof tries)[number]) => number) =>
    tries.reduce((sum, one, i) => sum + (of(one) * (weights[i] ?? 0)) / total, 0)
  const value = mean(({ change }) => change)
  const se = Math.sqrt(mean(({ change, variance }) => variance + (change - value) ** 2))
  return {
    change: { value, low: value - Z95 * se, high: value + Z95 * se },
    since: later.at,
    flagged: Math.abs(value) >= LEAST_CHANGE && Math.abs(value) > Z99 * se,
  }
}

/** Mean and variance of the posterior of b, prior N(b, 2), and the log of the likelihood averaged over it. */
function difficulty(
  answers: readonly RestedAnswer[],
  a: number,
  b: number,
): { mean: number; variance: number; log: number } {
  const logs = DIFFICULTIES.map((at) => {
    const able = POINTS.map((theta) => logistic(a * (theta - at)))
    const prior = -(((at - b) / 2) ** 2) / 2
    return answers.reduce((sum, { rest, correct }) => {
      const p = averaged(able, rest)
      return sum + Math.log(correct ? p : 1 - p)
    }, prior)
  })
  const most = Math.max(...logs)
  const weights = logs.map((log) => Math.exp(log - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = weights.reduce((sum, weight, i) => sum + weight * (DIFFICULTIES[i] ?? 0), 0) / total
  const variance = weights.reduce((sum, weight, i) => sum + weight * ((DIFFICULTIES[i] ?? 0) - mean) ** 2, 0) / total
  return { mean, variance, log: most + Math.log(total) }
}
