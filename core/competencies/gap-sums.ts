import * as v from 'valibot'
import { type GapReadings, type GapSource, gapSources } from './gap-reading.ts'

/** Fewer people than this are never counted (CONTRACTS: L&D sees k-anonymous sums). */
export const MIN_COUNTED_PEOPLE = 10

/**
 * What one source says of everybody in a role. `people` are those of whom it says that they meet what is required or not; who has
 * no reading is in no part of the share. Tenths from .1 to .9: what holds for all or for nobody would be a word about each of them.
 */
export const GapSum = v.variant('state', [
  v.object({ state: v.literal('too-few') }),
  v.object({
    state: v.literal('counted'),
    people: v.number(),
    /** of `people`, below what is required: .1 is a tenth or fewer, .9 nine tenths or more */
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
  return { state: 'counted', people: known.length, below: Math.min(9, Math.max(1, Math.round(below * 10))) / 10 }
}
