import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Id } from '../fields.ts'

/** `attempt` is this event's own id. */
export const attemptStarted = defineEventKind({
  kind: 'attempt-started',
  v: 1,
  schema: v.strictObject({ attempt: Attempt, assessment: Id }),
  readers: { learner: 'everything', manager: 'that the competency is being assessed' },
  purpose: 'An attempt can be resumed on any of your devices.',
  examples: [{ attempt: '019a7b2c-0000-7000-8000-000000000001', assessment: 'refunds-check' }],
})
