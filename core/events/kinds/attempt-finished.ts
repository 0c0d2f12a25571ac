import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Ability, Attempt, StandardError } from '../fields.ts'

export const attemptFinished = defineEventKind({
  kind: 'attempt-finished',
  v: 1,
  schema: v.strictObject({
    attempt: Attempt,
    /** `waiting`: an answer awaits a person */
    verdict: v.picklist(['can-do', 'not-yet', 'cannot-tell', 'waiting']),
    theta: Ability,
    se: StandardError,
    aided: v.optional(v.boolean()),
  }),
  readers: { learner: 'everything', manager: 'the verdict', ld: 'how many of ten people or more can do it' },
  purpose: 'Your record of what you can do.',
  examples: [{ attempt: '019a7b2c-0000-7000-8000-000000000001', verdict: 'can-do', theta: 0.8, se: 0.4, aided: false }],
})
