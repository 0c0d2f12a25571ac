import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Code, Ref } from '../fields.ts'

/** A next step as it was shown, with its reasons as codes and rounded scores. */
export const recommendationShown = defineEventKind({
  kind: 'recommendation-shown',
  v: 1,
  schema: v.strictObject({
    step: Code,
    ref: v.nullable(Ref),
    attempt: v.optional(Attempt),
    codes: v.pipe(v.array(Code), v.maxLength(10)),
    scores: v.optional(v.pipe(v.array(v.pipe(v.number(), v.minValue(-1000), v.maxValue(1000))), v.maxLength(10))),
  }),
  readers: { learner: 'everything', ld: 'the explanation, inside a case you opened' },
  purpose: 'Every recommendation can be explained and contested later.',
  examples: [
    {
      step: 'read-aid',
      ref: { kind: 'job-aid', id: 'refund-limits' },
      codes: ['missed-sub-competency'],
      scores: [0.3],
    },
  ],
})
