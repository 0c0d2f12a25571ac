import type { Random } from '#core/base'
import { type Known, maximumInformation, type SimulatedBank, type SimulatedPerson, walk } from './cat-simulation.ts'

/** When an adaptive test ends. */
export interface CatRule {
  /** (.5, 1): posterior mass on one side of the cut */
  certainty: number
  maxItems: number
  /** logits; 0 never stops it */
  standardError: number
}

export interface Selection {
  select: 'estimate' | 'cut'
  among: (left: number) => number
  random: Random
}

/** What is expected of a decision that follows the posterior: right with the mass of the larger side. */
export const expectedRight = ({ above }: Pick<Known, 'above'>): number => Math.max(above, 1 - above)

const CERTAINTIES = [0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995]

/**
 * The rule that reaches an accuracy with the fewest items, found on a pilot of simulated people: certainty and greatest length
 * are searched together, since asking somebody close to the cut for ever buys little. Accuracy here is the expected one, which
 * varies less than the share that happened to be right.
 *
 * @param wanted share of decisions that are right, (.5, 1)
 * @returns the rule of the highest accuracy where none reaches what is wanted
 */
export function findRule(
  bank: SimulatedBank,
  pilot: readonly SimulatedPerson[],
  { select, among, random }: Selection,
  wanted: number,
): CatRule {
  const cap = Math.min(bank.items.length, MOST_ITEMS)
  const surest = CERTAINTIES.at(-1) ?? 1
  const choose = maximumInformation(bank, select, among, random)
  const paths = pilot.map((person) => {
    const path: number[] = []
    walk(
      bank,
      person,
      choose,
      (known) => known.asked.length >= cap || expectedRight(known) >= surest,
      (known) => path.push(expectedRight(known)),
    )
    return path
  })
  let best = { certainty: surest, maxItems: cap, right: 0, length: Number.POSITIVE_INFINITY }
  for (const certainty of CERTAINTIES) {
    for (const [i, { right, length }] of byLength(paths, certainty, cap).entries()) {
      const reaches = right >= wanted
      const better = best.right >= wanted ? reaches && length < best.length : right > best.right
      if (better) best = { certainty, maxItems: i + 1, right, length }
    }
  }
  return { certainty: best.certainty, maxItems: best.maxItems, standardError: 0 }
}

/** No test asks more, whatever the bank holds. */
const MOST_ITEMS = 250

/** Accuracy and mean length for every greatest length from 1 to `cap`. */
function byLength(paths: readonly number[][], certainty: number, cap: number): { right: number; length: number }[] {
  const right = new Float64Array(cap + 1)
  const going = new Float64Array(cap + 1)
  for (const path of paths) {
    const found = path.findIndex((sure) => sure >= certainty)
    const end = found < 0 ? path.length : found + 1
    for (let asked = 1; asked <= cap; asked++) {
      right[asked] = (right[asked] ?? 0) + (path[Math.min(asked, end) - 1] ?? 0.5)
      if (asked <= end) going[asked] = (going[asked] ?? 0) + 1
    }
  }
  let length = 0
  return Array.from({ length: cap }, (_, i) => {
    length += (going[i + 1] ?? 0) / paths.length
    return { right: (right[i + 1] ?? 0) / paths.length, length }
  })
}
