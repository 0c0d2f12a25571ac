import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note } from '../fields.ts'

export const applicationConfirmed = defineEventKind({
  kind: 'application-confirmed',
  v: 1,
  schema: v.strictObject({
    competency: Id,
    /** days after the attempt it follows up */
    followUpDays: v.picklist([30, 60, 90]),
    applied: v.picklist(['yes', 'partly', 'no', 'no-occasion']),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything', manager: 'the answer', ld: 'counts over enough people' },
  purpose: 'Shows whether what was learnt is used at work.',
  examples: [{ competency: 'handle-refunds', followUpDays: 30, applied: 'yes' }],
})
