import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Id, Ref } from '../fields.ts'

/** An aid was offered on a page. Nothing of the page is in it. */
export const aidOffered = defineEventKind({
  kind: 'aid-offered',
  v: 1,
  schema: v.strictObject({ ...Ref.entries, by: v.picklist(['rule', 'meaning']), placement: v.nullable(Id) }),
  readers: { learner: 'everything' },
  purpose: 'Offers that nobody opens are made rarer.',
  examples: [{ kind: 'job-aid', id: 'refund-limits', by: 'rule', placement: 'refund-form' }],
})
