import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Id } from '../fields.ts'

/** `attempt` is this event's own id; `focus` names the sub-competencies that alone are asked, as a spaced re-check does. */
export const attemptStarted = defineEventKind({
  kind: 'attempt-started',
  v: 1,
  schema: v.strictObject({
    attempt: Attempt,
    assessment: Id,
    focus: v.optional(v.pipe(v.array(Id), v.minLength(1), v.maxLength(20))),
  }),
  readers: { learner: 'everything', manager: 'that the competency is being assessed' },
  purpose: 'An attempt can be resumed on any of your devices.',
  examples: [
    { attempt: '019a7b2c-0000-7000-8000-000000000001', assessment: 'refunds-check' },
    { attempt: '019a7b2c-0000-7000-8000-000000000002', assessment: 'refunds-check', focus: ['refund-limits'] },
  ],
})
