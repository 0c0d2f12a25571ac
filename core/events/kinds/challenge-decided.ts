import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Note } from '../fields.ts'
import { EventId } from '../learning-event.ts'

export const challengeDecided = defineEventKind({
  kind: 'challenge-decided',
  v: 1,
  from: 'server',
  schema: v.strictObject({
    challenge: EventId,
    decision: v.picklist(['upheld', 'changed']),
    by: Id,
    note: Note,
  }),
  readers: { learner: 'everything', ld: 'the case' },
  purpose: 'The answer of a named person to what you contested.',
  examples: [
    {
      challenge: '019a7b2c-0000-7000-8000-000000000003',
      decision: 'changed',
      by: 'lena',
      note: 'You are right, the answer names the team lead.',
    },
  ],
})
