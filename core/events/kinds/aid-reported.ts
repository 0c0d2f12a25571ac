import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Note, Ref } from '../fields.ts'

export const aidReported = defineEventKind({
  kind: 'aid-reported',
  v: 1,
  schema: v.strictObject({
    ...Ref.entries,
    problem: v.picklist(['wrong', 'unclear', 'out-of-date', 'wrong-place']),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything', sme: 'the report without the name', ld: 'the report without the name' },
  purpose: 'The owner of an aid learns what is wrong with it.',
  examples: [{ kind: 'process-guide', id: 'identity-check', problem: 'wrong-place' }],
})
