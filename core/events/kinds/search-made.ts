import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Ref } from '../fields.ts'

const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
const Month = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month like 2026-05'))

/**
 * That searches were made and what came of them, never what was typed. With `count` it stands for so many searches without a
 * good answer since the month `since`, nearest to `competency` (null: to none); made only when the employee shares them.
 */
export const searchMade = defineEventKind({
  kind: 'search-made',
  v: 2,
  schema: v.strictObject({
    hits: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
    chosen: v.optional(Ref),
    competency: v.optional(v.nullable(Id)),
    count: v.optional(Count),
    since: v.optional(Month),
  }),
  readers: {
    learner: 'everything',
    ld: 'sums by competency over at least 10 people, of the counts that people chose to share',
  },
  purpose: 'Searches that find nothing show where an aid is missing.',
  examples: [
    { hits: 0 },
    { hits: 4, chosen: { kind: 'job-aid', id: 'refund-limits' } },
    { hits: 0, competency: 'refund-limits', count: 3, since: '2026-05' },
    { hits: 0, competency: null, count: 1, since: '2026-05' },
  ],
})
