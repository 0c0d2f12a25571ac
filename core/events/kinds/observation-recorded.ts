import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note } from '../fields.ts'

/** In the manager's own set; the server checks the reporting line and adds `evidence-observed` to the subject's. */
export const observationRecorded = defineEventKind({
  kind: 'observation-recorded',
  v: 1,
  schema: v.strictObject({
    subject: Id,
    competency: Id,
    points: v.pipe(
      v.array(v.strictObject({ point: Id, seen: v.picklist(['yes', 'partly', 'no', 'not-observed']) })),
      v.minLength(1),
      v.maxLength(20),
    ),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything, when it is about you', manager: 'own observations' },
  purpose: 'What was seen at work counts beside what was answered.',
  examples: [{ subject: 'leo', competency: 'handle-refunds', points: [{ point: 'refund-limits', seen: 'yes' }] }],
})
