import { createMemoryModel, type MemoryState } from '#core/assessment'
import { createRandom } from '#core/base'
import { simulatedMemory } from './simulated-memory.ts'

/** Says after each review how many days to wait for the next. */
export type Policy = () => (elapsedDays: number, recalled: boolean) => number

/** FSRS with these weights, as due work schedules it. */
export const fsrsPolicy =
  (weights: readonly number[] | undefined, wantedRecall: number): Policy =>
  () => {
    const memory = createMemoryModel(weights, wantedRecall)
    let state: MemoryState | null = null
    return (elapsedDays, recalled) => {
      state = memory.review(state, elapsedDays, recalled ? 3 : 1)
      return memory.interval(state)
    }
  }

/** SM-2 (Wozniak 1990): right is quality 4, wrong quality 2; the first two intervals are 1 and 6 days times `stretch`. */
export const sm2Policy =
  (stretch = 1): Policy =>
  () => {
    let ease = 2.5
    let interval = 0
    let inRow = 0
    return (_, recalled) => {
      ease = Math.max(1.3, recalled ? ease : ease - 0.32)
      inRow = recalled ? inRow + 1 : 0
      interval = inRow <= 1 ? stretch : inRow === 2 ? 6 * stretch : interval * ease
      return Math.max(1, Math.round(interval))
    }
  }

/** Reviews a year and item, and recall on the mean day of that year, over simulated items; the same items for every policy. */
export function yearOf(policy: Policy, items: number, seed: number): { reviews: number; recall: number } {
  let reviews = 0
  let recall = 0
  for (let i = 0; i < items; i++) {
    const random = createRandom(seed + i)
    const memory = simulatedMemory(random)
    const next = policy()
    let due = next(0, true)
    let last = 0
    for (let day = 1; day <= 365; day++) {
      const p = memory.recall(day - last)
      recall += p
      if (day < due) continue
      const recalled = random.next() < p
      memory.review(day - last, recalled)
      due = day + next(day - last, recalled)
      last = day
      reviews++
    }
  }
  return { reviews: reviews / items, recall: recall / items / 365 }
}

/** FSRS asked for as much recall as another policy reaches. */
export function matchedRecall(weights: readonly number[] | undefined, recall: number, items: number, seed: number) {
  let low = 0.5
  let high = 0.99
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2
    if (yearOf(fsrsPolicy(weights, middle), items, seed).recall < recall) low = middle
    else high = middle
  }
  return yearOf(fsrsPolicy(weights, high), items, seed)
}
