import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Attempt, Id, Ref } from '../fields.ts'

/** The one aid a missed sub-competency needs was read; a re-test with another item follows. */
export const remedialOpened = defineEventKind({
  kind: 'remedial-opened',
  v: 1,
  schema: v.strictObject({ attempt: Attempt, subCompetency: Id, aid: Ref }),
  readers: { learner: 'everything' },
  purpose: 'What you missed is asked again after you have read the aid for it.',
  examples: [
    {
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      subCompetency: 'refund-limits',
      aid: { kind: 'job-aid', id: 'refund-limits' },
    },
  ],
})
