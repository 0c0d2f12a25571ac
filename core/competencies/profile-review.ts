import { addDays, addMonths } from '#core/base'
import { isStaleProfile, type RoleProfileBody } from './role-profile-age.ts'

/** How long before a profile goes stale its owner is asked to look at it, in days. */
export const REVIEW_LEAD_DAYS = 30

export interface ProfileReview {
  /** `due`: within its last 30 days; `stale`: past it, and what rests on it stays out of reports */
  state: 'fresh' | 'due' | 'stale'
  /** the last day on which it holds */
  dueOn: string
}

/** @param today a day like 2026-01-31 */
export function profileReview(body: RoleProfileBody, today: string): ProfileReview {
  const dueOn = addMonths(body.reviewedOn, body.cadenceMonths)
  if (isStaleProfile(body, today)) return { state: 'stale', dueOn }
  return { state: addDays(dueOn, -REVIEW_LEAD_DAYS) <= today ? 'due' : 'fresh', dueOn }
}

/** The profile as its owner confirmed it on a day; the review before stays in its history. */
export function confirmProfile(
  body: RoleProfileBody,
  { on, by, note }: { on: string; by: string; note?: string | undefined },
): RoleProfileBody {
  const review = { on, by, ...(note ? { note } : {}) }
  return { ...body, reviewedOn: on, reviews: [...(body.reviews ?? []), review] }
}
