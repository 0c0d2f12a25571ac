import * as v from 'valibot'
import { Day } from '#core/content'

/** A record that the owner of a document was told that its review comes up; its id is the document's. */
export const REMINDER = 'review-reminder'
export const Reminder = v.object({
  reviewBy: Day,
  /** 30 or 7: which of the two it is */
  daysBefore: v.number(),
  /** as the document names them */
  owner: v.nullable(v.string()),
  /** who that is here; null where nobody has that name */
  person: v.nullable(v.string()),
})
