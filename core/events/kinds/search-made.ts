import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Ref } from '../fields.ts'

/** That a search was made and what came of it, never what was typed. */
export const searchMade = defineEventKind({
  kind: 'search-made',
  v: 1,
  schema: v.strictObject({
    hits: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
    chosen: v.optional(Ref),
  }),
  readers: { learner: 'everything' },
  purpose: 'Searches that find nothing show where an aid is missing.',
  examples: [{ hits: 0 }, { hits: 4, chosen: { kind: 'job-aid', id: 'refund-limits' } }],
})
