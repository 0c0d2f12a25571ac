import * as v from 'valibot'
import { addDays, daysBetween } from '#core/base'
import { Day, Slug } from '#core/content'

/** A review is due, and its owner is reminded, so many days before its day. */
export const REVIEW_SOON_DAYS = 30
/** Owners are reminded twice: when the review comes up, and when it is near. Days before the day of review. */
export const REMINDER_DAYS = [REVIEW_SOON_DAYS, 7] as const

/** `due`: still in date, with at most 30 days left. `no-date`: nobody said when it is looked at again. */
export const Freshness = v.picklist(['in-date', 'due', 'overdue', 'no-date'])
export type Freshness = v.InferOutput<typeof Freshness>

/**
 * Where a document stands on a day. The day of review itself is still in time.
 *
 * @param reviewBy the day it must have been looked at again; null or undefined for none
 * @param today    a day like 2026-01-31
 */
export function freshnessOf(reviewBy: string | null | undefined, today: string): Freshness {
  if (!reviewBy) return 'no-date'
  if (reviewBy < today) return 'overdue'
  return reviewBy <= addDays(today, REVIEW_SOON_DAYS) ? 'due' : 'in-date'
}

/** The reminder that is due on a day, as days before the review, or null. */
export function reminderDue(reviewBy: string, today: string): number | null {
  const left = daysBetween(today, reviewBy)
  return left < 0 ? null : (REMINDER_DAYS.findLast((days) => left <= days) ?? null)
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const FreshnessCounts = v.object({ inDate: Count, due: Count, overdue: Count, noDate: Count })
export type FreshnessCounts = v.InferOutput<typeof FreshnessCounts>

export function countFreshness(states: Iterable<Freshness>): FreshnessCounts {
  const counts: FreshnessCounts = { inDate: 0, due: 0, overdue: 0, noDate: 0 }
  const names = { 'in-date': 'inDate', due: 'due', overdue: 'overdue', 'no-date': 'noDate' } as const
  for (const state of states) counts[names[state]]++
  return counts
}

/** Share in date, 0-1, of all documents: one without a date is not in date. Null where there are none. */
export function shareInDate({ inDate, due, overdue, noDate }: FreshnessCounts): number | null {
  const all = inDate + due + overdue + noDate
  return all === 0 ? null : (inDate + due) / all
}

/** People who opened what rests on a document, in its busiest weeks: only ever one of these steps, so that no two numbers can be taken from each other to count a few. */
export const USE_STEPS = [10, 20, 50, 100, 200, 500, 1000] as const
/** The step a number of people reaches, or null below the smallest. */
export const useStep = (people: number): number | null => USE_STEPS.findLast((step) => people >= step) ?? null

export const FreshnessRow = v.object({
  document: v.string(),
  title: v.string(),
  owner: v.nullable(v.string()),
  /** the owner's id here, where the name is one person's */
  person: v.nullable(Slug),
  domains: v.array(v.string()),
  versionDate: v.nullable(Day),
  reviewBy: v.nullable(Day),
  state: Freshness,
  /** until its day of review, negative after it; null without one */
  daysLeft: v.nullable(v.number()),
  /** released objects that rest on it */
  resting: Count,
  /** at least so many people a week opened what rests on it; null: fewer than ten in every week, which says nothing */
  use: v.nullable(Count),
  /** the last reminder, null for none */
  reminded: v.nullable(v.object({ at: v.string(), daysBefore: v.number() })),
})
export type FreshnessRow = v.InferOutput<typeof FreshnessRow>

/** Months a review holds where nobody said otherwise; quarterly is for domains that change much. */
export const CADENCE_MONTHS = 12
export const ReviewCadence = v.object({ months: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)) })

/** Reply of `GET /v1/studio/freshness`. */
export const FreshnessBoard = v.object({
  today: Day,
  counts: FreshnessCounts,
  domains: v.array(
    v.object({
      domain: v.string(),
      title: v.string(),
      counts: FreshnessCounts,
      /** how long a review holds here, months */
      cadenceMonths: Count,
    }),
  ),
  /** oldest first */
  trend: v.array(v.object({ day: Day, counts: FreshnessCounts })),
  /** much used and not in date first */
  rows: v.array(FreshnessRow),
})
export type FreshnessBoard = v.InferOutput<typeof FreshnessBoard>

const group: Record<Freshness, number> = { overdue: 2, 'no-date': 2, due: 1, 'in-date': 0 }

/** What most needs its owner first: out of date and much used, then by how long it is overdue. */
export const byUrgency = (a: FreshnessRow, b: FreshnessRow): number =>
  group[b.state] - group[a.state] ||
  (b.use ?? 0) - (a.use ?? 0) ||
  (a.daysLeft ?? 0) - (b.daysLeft ?? 0) ||
  a.document.localeCompare(b.document)
