import { createRandom } from '#core/base'
import type { Agreement } from './answer-evidence.ts'

/** Points of one answer, 0 to `most`, by two readers who did not know of each other. */
export type PointsPair = readonly [machine: number, person: number]

const RESAMPLES = 400
const TAIL = 0.05

/**
 * Quadratic weighted kappa: 1 - the squared distances of the pairs over those that chance would give (Cohen 1968).
 *
 * @returns -1 to 1; 0 where both readers gave every answer the same points, which tells nothing
 */
export function weightedKappa(pairs: readonly PointsPair[]): number {
  const n = pairs.length
  const observed = pairs.reduce((sum, [a, b]) => sum + (a - b) ** 2, 0) / n
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / n
  const square = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of] ** 2, 0) / n
  const expected = square(0) + square(1) - 2 * mean(0) * mean(1)
  return expected > 0 ? 1 - observed / expected : 0
}

/**
 * How far two readers agree on an item, with a 90 % interval from 400 resamples (percentile bootstrap; the seed is fixed, so the
 * same answers give the same interval).
 *
 * @param on day of the last answer
 * @returns null for fewer than two answers
 */
export function agreementOf(pairs: readonly PointsPair[], on: string): Agreement | null {
  const n = pairs.length
  if (n < 2) return null
  const random = createRandom(n)
  const drawn = Array.from({ length: RESAMPLES }, () =>
    weightedKappa(Array.from({ length: n }, () => pairs[Math.floor(random.next() * n)] ?? [0, 0])),
  ).sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))] ?? 0
  const rounded = (x: number) => Math.round(x * 1000) / 1000
  return {
    n,
    qwk: rounded(weightedKappa(pairs)),
    low: rounded(at(TAIL)),
    high: rounded(at(1 - TAIL)),
    exact: rounded(pairs.filter(([a, b]) => a === b).length / n),
    on,
  }
}
