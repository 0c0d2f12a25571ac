import { createMemoryModel, defaultWeights, type MemoryModel, type MemoryState } from '#core/assessment'
import { createRandom } from '#core/base'
import type { ReviewedItem } from './reviews.ts'

/** What was expected before a review after the first, and what came. */
export interface Recalled {
  predicted: number
  recalled: boolean
  elapsedDays: number
  /** 2 for the second review of an item */
  nth: number
  /** times it was forgotten before */
  lapses: number
}

export function predictRecall(items: readonly ReviewedItem[], memory: MemoryModel): Recalled[] {
  return items.flatMap(({ reviews }) => {
    const rows: Recalled[] = []
    let state: MemoryState | null = null
    let lapses = 0
    for (const [i, { grade, elapsedDays }] of reviews.entries()) {
      if (state)
        rows.push({
          predicted: memory.recall(state, elapsedDays),
          recalled: grade > 1,
          elapsedDays,
          nth: i + 1,
          lapses,
        })
      state = memory.review(state, elapsedDays, grade)
      if (i > 0 && grade === 1) lapses++
    }
    return rows
  })
}

/** How far the 21 numbers of FSRS-6 lie apart between people: its optimiser's prior; the first four on a log scale here. */
const SPREAD = [
  1, 1, 1, 1, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
]
const MOST_REVIEWS = 12_000
const ROUNDS = 40
const STEP = 0.15

const weightsAt = (z: readonly number[]): number[] =>
  defaultWeights.map((w, i) => (i < 4 ? w * Math.exp(z[i] ?? 0) : w + (SPREAD[i] ?? 0) * (z[i] ?? 0)))

/** Weights of the memory model for these reviews: Adam on numerical gradients, held to the defaults by the prior. */
export function fitMemory(items: readonly ReviewedItem[], onRound: (done: number, of: number) => void): number[] {
  const sample: ReviewedItem[] = []
  let reviews = 0
  for (const item of createRandom(1).shuffle(items)) {
    if (reviews >= MOST_REVIEWS) break
    if (item.reviews.length < 2) continue
    sample.push(item)
    reviews += item.reviews.length
  }
  const loss = (z: readonly number[]) =>
    recallLoss(predictRecall(sample, createMemoryModel(weightsAt(z)))) +
    z.reduce((sum, x) => sum + x * x, 0) / 2 / Math.max(1, reviews)
  let z = defaultWeights.map(() => 0)
  const first = z.map(() => 0)
  const second = z.map(() => 0)
  let best = { loss: loss(z), z }
  for (let round = 1; round <= ROUNDS; round++) {
    const from = z
    const gradient = z.map((_, i) => {
      const moved = (by: number) => loss(from.map((x, j) => (i === j ? x + by : x)))
      return (moved(0.02) - moved(-0.02)) / 0.04
    })
    const rate = STEP * (1 - (round - 1) / ROUNDS)
    z = z.map((x, i) => {
      const g = gradient[i] ?? 0
      const m = 0.8 * (first[i] ?? 0) + 0.2 * g
      const s = 0.95 * (second[i] ?? 0) + 0.05 * g * g
      first[i] = m
      second[i] = s
      return x - (rate * (m / (1 - 0.8 ** round))) / (Math.sqrt(s / (1 - 0.95 ** round)) + 1e-8)
    })
    const now = loss(z)
    if (now < best.loss) best = { loss: now, z }
    onRound(round, ROUNDS)
  }
  return weightsAt(best.z)
}

const HELD = 1e-6

/** Mean negative log-likelihood, nats. */
export const recallLoss = (rows: readonly Recalled[]): number =>
  rows.reduce((sum, { predicted, recalled }) => {
    const p = Math.min(1 - HELD, Math.max(HELD, predicted))
    return sum - Math.log(recalled ? p : 1 - p)
  }, 0) / Math.max(1, rows.length)

/**
 * Root mean square of predicted minus observed over bins of interval, review number and lapses, each bin by its size: as the
 * srs-benchmark bins them (open-spaced-repetition/srs-benchmark, rmse_matrix).
 */
export function rmseBins(rows: readonly Recalled[]): number {
  const bins = new Map<string, { n: number; said: number; came: number }>()
  for (const { predicted, recalled, elapsedDays, nth, lapses } of rows) {
    const place = (x: number, base: number) => Math.floor(Math.log(x) / Math.log(base))
    const interval = place(Math.max(elapsedDays, 1 / 1440), 3.62)
    const key = `${interval} ${place(nth, 1.89)} ${lapses === 0 ? 'none' : place(lapses, 1.73)}`
    const bin = bins.get(key) ?? { n: 0, said: 0, came: 0 }
    bin.n++
    bin.said += predicted
    bin.came += recalled ? 1 : 0
    bins.set(key, bin)
  }
  let sum = 0
  for (const { n, said, came } of bins.values()) sum += ((said - came) / n) ** 2 * n
  return Math.sqrt(sum / Math.max(1, rows.length))
}
