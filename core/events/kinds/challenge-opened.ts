import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Note } from '../fields.ts'
import { EventId } from '../learning-event.ts'

export const challengeOpened = defineEventKind({
  kind: 'challenge-opened',
  v: 1,
  schema: v.strictObject({
    /** the event that is contested */
    about: EventId,
    reason: v.picklist(['wrong-score', 'wrong-recommendation', 'unclear-question', 'other']),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything', ld: 'the case' },
  purpose: 'A person looks at what you contest.',
  examples: [{ about: '019a7b2c-0000-7000-8000-000000000002', reason: 'wrong-score', note: 'I did name the lead.' }],
})
