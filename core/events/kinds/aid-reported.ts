import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note, Ref, Version } from '../fields.ts'

export const aidReported = defineEventKind({
  kind: 'aid-reported',
  v: 2,
  schema: v.strictObject({
    ...Ref.entries,
    problem: v.picklist(['wrong', 'unclear', 'out-of-date', 'wrong-place']),
    note: v.optional(Note),
    /** what the person had before them; since version 2 */
    version: v.optional(Version),
    /** the source the trouble is with, where they named one; since version 2 */
    passage: v.optional(v.strictObject({ document: Id, passage: v.pipe(v.string(), v.maxLength(200)) })),
  }),
  readers: {
    learner: 'everything',
    author: 'the report without the name, on what they wrote or own',
    sme: 'the report without the name',
    ld: 'the report without the name',
  },
  purpose: 'The owner of an aid learns what is wrong with it.',
  examples: [
    { kind: 'process-guide', id: 'identity-check', problem: 'wrong-place' },
    {
      kind: 'job-aid',
      id: 'refund-approval',
      problem: 'wrong',
      note: 'The limit is 80 now.',
      version: 3,
      passage: { document: 'refunds', passage: 'limits.1' },
    },
  ],
})
