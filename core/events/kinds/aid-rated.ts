import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Note, Ref } from '../fields.ts'

export const aidRated = defineEventKind({
  kind: 'aid-rated',
  v: 1,
  schema: v.strictObject({
    ...Ref.entries,
    rating: v.picklist(['helpful', 'not-helpful', 'out-of-date']),
    note: v.optional(Note),
  }),
  readers: { learner: 'everything', ld: 'counts over enough people, and notes without names' },
  purpose: 'Aids that do not help or are out of date are mended.',
  examples: [{ kind: 'job-aid', id: 'refund-limits', rating: 'out-of-date', note: 'The limit is 80 since May.' }],
})
