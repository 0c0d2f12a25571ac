import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note } from '../fields.ts'
import { EventId } from '../learning-event.ts'

export const evidenceObserved = defineEventKind({
  kind: 'evidence-observed',
  v: 1,
  from: 'server',
  schema: v.strictObject({
    observation: EventId,
    by: Id,
    competency: Id,
    points: v.pipe(
      v.array(v.strictObject({ point: Id, seen: v.picklist(['yes', 'partly', 'no', 'not-observed']) })),
      v.minLength(1),
      v.maxLength(20),
    ),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything', manager: 'own observations' },
  purpose: 'What your manager saw you do at work.',
  examples: [
    {
      observation: '019a7b2c-0000-7000-8000-000000000004',
      by: 'mona',
      competency: 'handle-refunds',
      points: [{ point: 'refund-limits', seen: 'yes' }],
    },
  ],
})
