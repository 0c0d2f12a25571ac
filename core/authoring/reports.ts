import * as v from 'valibot'
import { DAY_MS, dayOf } from '#core/base'
import { Day } from '#core/content'

/** An owner answers in so many working days; in one where what must be fresh is said to be wrong. */
export const ANSWER_DAYS = 5
export const ANSWER_DAYS_URGENT = 1

export const reportOutcomes = ['fixed', 'right', 'withdrawn'] as const
export type ReportOutcome = (typeof reportOutcomes)[number]

const Named = v.object({ person: v.string(), name: v.string() })
const Said = v.object({
  at: v.string(),
  problem: v.picklist(['wrong', 'out-of-date', 'unclear', 'wrong-place']),
  /** what was reported on; null from a device that did not say */
  version: v.nullable(v.number()),
  /** words of the source it is about, and where they stand */
  passage: v.nullable(v.object({ document: v.string(), title: v.string(), passage: v.string() })),
  note: v.nullable(v.string()),
})

/** What one person, who is not named, reported of one object, until it is answered: one line, however often they did. */
export const ReportRow = v.object({
  /** of the newest of its reports */
  id: v.string(),
  kind: v.string(),
  object: v.string(),
  title: v.string(),
  /** released now; null where it is in no release */
  released: v.nullable(v.number()),
  /** newest first, the last few of them */
  said: v.array(Said),
  /** how many there are */
  times: v.number(),
  owner: Named,
  dueOn: Day,
  overdue: v.boolean(),
  /** the words and the answer, once there is one */
  answer: v.nullable(
    v.object({
      outcome: v.picklist(reportOutcomes),
      version: v.nullable(v.number()),
      note: v.nullable(v.string()),
      by: v.string(),
      at: v.string(),
    }),
  ),
  /** answers that would be true now */
  may: v.array(v.picklist(reportOutcomes)),
  /** whether this person may give one */
  mine: v.boolean(),
})
export type ReportRow = v.InferOutput<typeof ReportRow>
export const ReportBoard = v.object({
  today: Day,
  open: v.array(ReportRow),
  answered: v.array(ReportRow) /** threads of people who have many open: they come up as others are answered */,
  held: v.number(),
})
export type ReportBoard = v.InferOutput<typeof ReportBoard>

/** The owner's answer. `right` says why; `fixed` is told with the version that is released. */
export const ReportAnswer = v.pipe(
  v.strictObject({
    outcome: v.picklist(reportOutcomes),
    note: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000))),
  }),
  v.check(({ outcome, note }) => outcome !== 'right' || note !== null, 'say why it is right as it is'),
)
export type ReportAnswer = v.InferOutput<typeof ReportAnswer>

/** @returns the day so many working days (Monday to Friday) after one; holidays are not known here */
export function addWorkingDays(day: string, days: number): string {
  let at = Date.parse(day)
  for (let left = days; left > 0; ) {
    at += DAY_MS
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return dayOf(at)
}
