import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note, Ref, Version } from '../fields.ts'
import { EventId } from '../learning-event.ts'

/** So many reports fit into one answer with its note; more of them take more answers. */
export const MAX_ANSWERED = 100

export const reportAnswered = defineEventKind({
  kind: 'report-answered',
  v: 1,
  from: 'server',
  schema: v.strictObject({
    ...Ref.entries,
    /** ids of the `aid-reported` events this answers */
    reports: v.pipe(v.array(EventId), v.minLength(1), v.maxLength(MAX_ANSWERED)),
    outcome: v.picklist(['fixed', 'right', 'withdrawn']),
    /** released, in which it is mended; with `fixed` */
    version: v.optional(Version),
    by: Id,
    /** of who answered, as it was then: a device knows the names of who signs, not of everybody */
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    note: v.optional(Note),
  }),
  readers: {
    learner: 'everything',
    author: 'the answer without the name of who reported',
    sme: 'the answer without the name of who reported',
    ld: 'the answer without the name of who reported',
  },
  purpose: 'You learn what came of what you reported, from a named person.',
  examples: [
    {
      kind: 'job-aid',
      id: 'refund-approval',
      reports: ['019a7b2c-0000-7000-8000-000000000004'],
      outcome: 'fixed',
      version: 4,
      by: 'amira',
      name: 'Amira Haddad',
    },
    {
      kind: 'job-aid',
      id: 'refund-approval',
      reports: ['019a7b2c-0000-7000-8000-000000000005'],
      outcome: 'right',
      by: 'amira',
      name: 'Amira Haddad',
      note: 'The limit of 80 begins on 1 January.',
    },
  ],
})
