import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Id, Note, Score, Version } from '../fields.ts'
import { EventId } from '../learning-event.ts'

export const answerScored = defineEventKind({
  kind: 'answer-scored',
  v: 1,
  from: 'server',
  schema: v.strictObject({
    /** the `item-answered` event that was read */
    answer: EventId,
    attempt: Attempt,
    item: Id,
    version: Version,
    criteria: v.pipe(
      v.array(v.strictObject({ criterion: Id, verdict: v.picklist(['met', 'missed']) })),
      v.minLength(1),
      v.maxLength(12),
    ),
    score: Score,
    correct: v.boolean(),
    /** to the person who answered */
    note: v.optional(Note),
  }),
  readers: {
    learner: 'everything',
    sme: 'what they said of the answer, without the name',
    ld: 'how often people and the scorer agree, by question',
  },
  purpose: 'A person read your answer; from then on their word counts, not the machine’s.',
  examples: [
    {
      answer: '019a7b2c-0000-7000-8000-000000000002',
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      item: 'refund-over-limit',
      version: 1,
      criteria: [
        { criterion: 'asks-lead', verdict: 'met' },
        { criterion: 'says-when', verdict: 'missed' },
      ],
      score: 0.5,
      correct: true,
      note: 'You ask first, which is what counts. Tell her by when she hears from you.',
    },
  ],
})
