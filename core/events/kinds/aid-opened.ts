import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Ref } from '../fields.ts'

/** Opened during an attempt, it makes what follows "can do with aid". */
export const aidOpened = defineEventKind({
  kind: 'aid-opened',
  v: 1,
  schema: v.strictObject({
    ...Ref.entries,
    from: v.picklist(['nudge', 'panel', 'library', 'attempt']),
    attempt: v.optional(Attempt),
  }),
  readers: { learner: 'everything' },
  purpose: 'Tells "can do alone" from "can do with the aid", and shows you what you used.',
  examples: [
    { kind: 'job-aid', id: 'refund-limits', from: 'nudge' },
    { kind: 'job-aid', id: 'refund-limits', from: 'attempt', attempt: '019a7b2c-0000-7000-8000-000000000001' },
  ],
})
