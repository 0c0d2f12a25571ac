import * as v from 'valibot'
import { ObjectId, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

/** Where an aid belongs. A rule names a matcher of the closed list in core/context/matchers, which checks its data; never an expression. */
export const Rule = v.looseObject({ matcher: Slug })
export type Rule = v.InferOutput<typeof Rule>

export const placement = defineContentKind({
  kind: 'placement',
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    /** the aid to offer, a readable object */
    aid: v.object({ kind: Slug, id: ObjectId }),
    /** what the person is told: "Because ..." */
    reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    /** all must hold */
    rules: v.pipe(v.array(Rule), v.minLength(1), v.maxLength(12)),
  }),
  title: (body) => body.title,
  summary: (body) => `Offers ${body.aid.id}: ${body.reason}`,
  view: (body) => [
    { block: 'text', text: `Offers ${body.aid.kind} ${body.aid.id}. Reason shown: ${body.reason}` },
    {
      block: 'list',
      items: body.rules.map(({ matcher, ...data }) => `${matcher}: ${JSON.stringify(data)}`),
    },
  ],
  searchText: (body) => [body.title, body.reason],
  examples: [
    {
      title: 'Refund form',
      aid: { kind: 'job-aid', id: 'refund-approval' },
      reason: 'you are on the refund form',
      rules: [{ matcher: 'path', pattern: '/tickets/*/refund' }],
    },
  ],
})
