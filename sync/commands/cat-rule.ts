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
 * varies less than the share that happened to be right. Near what the whole bank can tell the last thousandths cost most of it:
 * an aim that saves too little against the fixed form is lowered until it saves enough.
 *
 * @param wanted share of decisions that are right, (.5, 1)
 * @param fixed  the same share for the best fixed form of every length, from 1
 */
export function findRule(
  bank: SimulatedBank,
  pilot: readonly SimulatedPerson[],
  { select, among, random }: Selection,
  wanted: number,
  fixed: readonly number[],
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
  const rules = CERTAINTIES.flatMap((certainty) =>
    byLength(paths, certainty, cap).map(({ right, length }, i) => ({ certainty, maxItems: i + 1, right, length })),
  )
  const saved = ({ right, length }: (typeof rules)[number]) => 1 - length / lengthFor(fixed, right)
  const surestRule = rules.reduce((best, rule) => (rule.right > best.right ? rule : best))
  const start = Math.min(wanted, surestRule.right)
  const cheapest = Array.from({ length: AIMS }, (_, i) =>
    rules.reduce(
      (best, rule) => (rule.right >= start - i * AIM_STEP && rule.length < best.length ? rule : best),
      surestRule,
    ),
  )
  const chosen =
    cheapest.find((rule) => saved(rule) >= LEAST_SAVED) ??
    cheapest.reduce((best, rule) => (saved(rule) > saved(best) ? rule : best))
  return { certainty: chosen.certainty, maxItems: chosen.maxItems, standardError: 0 }
}

/** Items a fixed form needs for a share of right decisions; all of them where that is not enough. */
export function lengthFor(fixed: readonly number[], right: number): number {
  const reached = fixed.findIndex((each) => each >= right)
  return reached < 0 ? fixed.length : reached + 1
}

/** Share of the fixed form's items; two pilots differ by some .03. */
const LEAST_SAVED = 0.45
const AIM_STEP = 0.001
/** The aim is lowered by a hundredth and a half at most. */
const AIMS = 16
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
