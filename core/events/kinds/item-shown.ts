import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Ability, Attempt, Code, Id, StandardError, Version } from '../fields.ts'

/** Which item came next and why, so that the choice can be replayed and contested. */
export const itemShown = defineEventKind({
  kind: 'item-shown',
  v: 1,
  schema: v.strictObject({
    attempt: Attempt,
    item: Id,
    version: Version,
    why: Code,
    theta: Ability,
    se: StandardError,
  }),
  readers: { learner: 'everything' },
  purpose: 'Shows you why each question was chosen, and keeps questions from coming twice.',
  examples: [
    {
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      item: 'refund-over-limit',
      version: 1,
      why: 'most-informative',
      theta: 0,
      se: 1,
    },
  ],
})
