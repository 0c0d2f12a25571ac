import * as v from 'valibot'
import { addMonths } from '#core/base'
import { Day } from '#core/content'

/** Pass 2: the three places that know what somebody can do now. */
export const gapSources = ['assessment', 'observation', 'performance'] as const
export type GapSource = (typeof gapSources)[number]

/** What one source says of one person and one competency: its newest word. Where there is none there is no reading, never a zero. */
export const GapReading = v.object({
  /** against what the role requires */
  says: v.picklist(['meets', 'below', 'cannot-tell']),
  /** what was seen, in words or as a number */
  value: v.string(),
  on: Day,
  /** what it comes from, as its source names itself */
  from: v.string(),
  /** older than twelve months */
  old: v.boolean(),
})
export type GapReading = v.InferOutput<typeof GapReading>

const OrNone = v.nullable(GapReading)
export const GapReadings = v.object({ assessment: OrNone, observation: OrNone, performance: OrNone })
export type GapReadings = v.InferOutput<typeof GapReadings>

/** Sources disagree where one says that a person meets what is required and another that they do not, however far apart the days. */
export function sourcesDisagree(readings: GapReadings): boolean {
  const said = gapSources.map((source) => readings[source]?.says)
  return said.includes('meets') && said.includes('below')
}

/** `>=95` or `95`: at least; `<=2`: at most. */
export const Needed = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^(>=|<=)?\s*-?\d+(\.\d+)?$/, 'must be a number, or one after >= or <='),
)

/** @param needed as `Needed`, or null where nobody said what is enough */
export function judgeValue(value: number, needed: string | null): GapReading['says'] {
  const [, sign, number] = /^(>=|<=)?\s*(\S+)$/.exec(needed ?? '') ?? []
  if (number === undefined) return 'cannot-tell'
  const isEnough = sign === '<=' ? value <= Number(number) : value >= Number(number)
  return isEnough ? 'meets' : 'below'
}

/** @param on, today days like 2026-01-31 */
export const isOldReading = (on: string, today: string): boolean => addMonths(on, 12) < today
