import * as v from 'valibot'
import { type GapReadings, type GapSource, gapSources } from './gap-reading.ts'

/** Fewer people than this are never counted (CONTRACTS: L&D sees k-anonymous sums). */
export const MIN_COUNTED_PEOPLE = 10

/** Sums move in steps of so many people. */
const STEP_PEOPLE = 5

/**
 * What one source says of everybody in a role. `people` are those of whom it says that they meet what is required or not; who has
 * no reading is in no part of the share. People and shares are told in steps of five people, so that two sums with one person
 * between them are mostly the same sum, and neither says of all or of nobody.
 */
export const GapSum = v.variant('state', [
  v.object({ state: v.literal('too-few') }),
  v.object({
    state: v.literal('counted'),
    /** at least so many: a multiple of five */
    people: v.number(),
    /** of all of them, below what is required, to the nearest step: 0 is few, 1 nearly all */
    below: v.number(),
  }),
])
export type GapSum = v.InferOutput<typeof GapSum>
export const GapSums = v.object({ assessment: GapSum, observation: GapSum, performance: GapSum, any: GapSum })
/** `any`: people of whom at least one source says something; below where any source says so. */
export type GapSums = v.InferOutput<typeof GapSums>

/** @param readings of the people in the role, one each */
export function sumReadings(readings: readonly GapReadings[]): GapSums {
  const of = (sources: readonly GapSource[]) =>
    sumOf(readings.map((each) => sources.map((source) => each[source]?.says)))
  return {
    assessment: of(['assessment']),
    observation: of(['observation']),
    performance: of(['performance']),
    any: of(gapSources),
  }
}

function sumOf(said: readonly (readonly (string | undefined)[])[]): GapSum {
  const known = said.filter((words) => words.includes('meets') || words.includes('below'))
  if (known.length < MIN_COUNTED_PEOPLE) return { state: 'too-few' }
  const below = known.filter((words) => words.includes('below')).length / known.length
  const people = STEP_PEOPLE * Math.floor(known.length / STEP_PEOPLE)
  const steps = Math.min(10, people / STEP_PEOPLE)
  return { state: 'counted', people, below: Math.round(below * steps) / steps }
}
