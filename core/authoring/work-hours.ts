import * as v from 'valibot'
import { Day, ObjectId, Slug } from '#core/content'

export const workKinds = ['production', 'maintenance'] as const
export type WorkKind = (typeof workKinds)[number]
/** A sum is shown where so many people stand behind it; below, it would be about persons. */
export const LEAST_PEOPLE = 5
/** A sum moves in steps of so many hours: most entries move it by none. */
const HOURS_STEP = 5

/** Work on content, by one person on one day. Edited and removed as a next version: hours are reported, so what was said stays. */
export const WorkEntry = v.strictObject({
  day: Day,
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1, 'must be at least a minute'), v.maxValue(24 * 60)),
  what: v.picklist(workKinds),
  object: v.nullable(v.strictObject({ kind: Slug, id: ObjectId })),
  by: v.picklist(['timer', 'typed']),
  state: v.picklist(['kept', 'removed']),
})
export type WorkEntry = v.InferOutput<typeof WorkEntry>

/** An entry of one's own. */
export const OwnHours = v.object({
  id: v.string(),
  version: v.number(),
  ...WorkEntry.entries,
  /** of the object; null without one */
  title: v.nullable(v.string()),
})
export type OwnHours = v.InferOutput<typeof OwnHours>

/** Own entries, newest day first, and what all of L&D worked: hours in steps, null where fewer than `LEAST_PEOPLE` others did. */
export const HoursView = v.object({
  today: Day,
  entries: v.array(OwnHours),
  /** newest first; null for who does not see sums */
  months: v.nullable(
    v.array(v.object({ month: v.string(), production: v.nullable(v.number()), maintenance: v.nullable(v.number()) })),
  ),
})
export type HoursView = v.InferOutput<typeof HoursView>

/**
 * Hours of all people by month and kind.
 *
 * @param entries of everybody, each with its person; removed ones are left out
 * @param reader who is shown the sums: they know their own hours, so at least `LEAST_PEOPLE` others stand behind each
 * @returns months newest first; hours in steps of `HOURS_STEP`, so that a sum read before and after an entry mostly says nothing of it
 */
export function hoursByMonth(
  entries: readonly (WorkEntry & { person: string })[],
  reader: string | null = null,
): HoursView['months'] & {} {
  const cells = new Map<string, { minutes: number; people: Set<string> }>()
  const months = new Set<string>()
  for (const { day, minutes, what, person, state } of entries) {
    if (state === 'removed') continue
    const month = day.slice(0, 7)
    months.add(month)
    const cell = cells.get(`${month} ${what}`) ?? { minutes: 0, people: new Set() }
    cells.set(`${month} ${what}`, { minutes: cell.minutes + minutes, people: cell.people.add(person) })
  }
  const hours = (month: string, what: WorkKind) => {
    const cell = cells.get(`${month} ${what}`)
    const others = cell ? cell.people.size - Number(reader !== null && cell.people.has(reader)) : 0
    // nobody is fewer than five too: between 0 and "few" a person would show
    return cell && others >= LEAST_PEOPLE ? Math.round(cell.minutes / 60 / HOURS_STEP) * HOURS_STEP : null
  }
  return [...months]
    .sort((a, b) => (a < b ? 1 : -1))
    .map((month) => ({
      month,
      production: hours(month, 'production'),
      maintenance: hours(month, 'maintenance'),
    }))
}
