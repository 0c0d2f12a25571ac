import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Id, Score, Version } from '../fields.ts'

/** of a picture's width or height, from its top left */
const Thousandth = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))

/** What the person typed or chose: it is theirs. 2,000 characters fit an event in any script. */
const Response = v.variant('answer', [
  v.strictObject({ answer: v.literal('text'), text: v.pipe(v.string(), v.maxLength(2000)) }),
  v.strictObject({ answer: v.literal('order'), order: v.pipe(v.array(Id), v.maxLength(20)) }),
  v.strictObject({ answer: v.literal('choose-and-justify'), choice: Id, reason: Id }),
  v.strictObject({ answer: v.literal('choose'), choices: v.pipe(v.array(Id), v.maxLength(12)) }),
  v.strictObject({ answer: v.literal('number'), value: v.pipe(v.string(), v.maxLength(40)) }),
  v.strictObject({
    answer: v.literal('match'),
    pairs: v.pipe(v.array(v.strictObject({ left: Id, right: Id })), v.maxLength(12)),
  }),
  v.strictObject({
    answer: v.literal('fill'),
    fields: v.pipe(
      v.array(v.strictObject({ field: Id, value: v.pipe(v.string(), v.maxLength(160)) })),
      v.maxLength(12),
    ),
  }),
  v.strictObject({ answer: v.literal('locate'), x: Thousandth, y: Thousandth }),
  v.strictObject({ answer: v.literal('dialogue'), choices: v.pipe(v.array(Id), v.maxLength(12)) }),
])

export const itemAnswered = defineEventKind({
  kind: 'item-answered',
  v: 1,
  schema: v.strictObject({
    attempt: Attempt,
    item: Id,
    version: Version,
    response: Response,
    score: Score,
    correct: v.boolean(),
    /** `abstained`: nothing is credited or held against the person until somebody has read it */
    state: v.picklist(['scored', 'abstained']),
    criteria: v.optional(
      v.pipe(
        v.array(v.strictObject({ criterion: Id, verdict: v.picklist(['met', 'missed', 'unsure']) })),
        v.maxLength(12),
      ),
    ),
    confidence: v.picklist(['guess', 'think-so', 'sure']),
    /** an aid was opened in this attempt before the answer */
    aided: v.boolean(),
    /** from shown to answered, as this device measured it; at most a day */
    tookMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000)),
    /** after the time the work allows, as long as this person is given it: kept all the same */
    late: v.optional(v.boolean()),
    /** of an answer in own words: the model that read it, by the SHA-256 of its bytes */
    model: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'))),
  }),
  readers: {
    learner: 'everything',
    sme: 'answers in own words that need a person, without the name',
    ld: 'how ten people or more do on each task, in steps of five; never a person, own words or a time',
  },
  purpose: 'Shows what you can do and what would help next; you may contest every score.',
  examples: [
    {
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      item: 'refund-over-limit',
      version: 1,
      response: { answer: 'text', text: 'I would ask the team lead to approve it first.' },
      score: 1,
      correct: true,
      state: 'scored',
      criteria: [{ criterion: 'asks-lead', verdict: 'met' }],
      confidence: 'sure',
      aided: false,
      tookMs: 42_000,
    },
    {
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      item: 'refund-order',
      version: 2,
      response: { answer: 'order', order: ['check', 'ask', 'refund'] },
      score: 0.5,
      correct: false,
      state: 'scored',
      confidence: 'guess',
      aided: true,
      tookMs: 9000,
    },
  ],
})
