import * as v from 'valibot'
import { briefedFields } from '../brief.ts'
import { ObjectId, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

/** A blueprint: which items may be asked, when to stop, what counts as able, and the one aid each miss leads to. */
export const assessment = defineContentKind({
  kind: 'assessment',
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    competency: Slug,
    roles: v.array(Slug),
    items: v.pipe(v.array(ObjectId), v.minLength(2)),
    /** ability at or above which a person can do it, logits */
    cut: v.pipe(v.number(), v.minValue(-4), v.maxValue(4)),
    stop: v.object({
      minItems: v.pipe(v.number(), v.integer(), v.minValue(1)),
      maxItems: v.pipe(v.number(), v.integer(), v.minValue(1)),
      /** standard error of the ability, logits, at which asking on tells little */
      standardError: v.pipe(v.number(), v.gtValue(0)),
      /** probability of being on one side of the cut at which the answer is certain enough, (.5, 1) */
      certainty: v.pipe(v.number(), v.gtValue(0.5), v.ltValue(1)),
    }),
    /** the remedial aid of each sub-competency */
    remedial: v.pipe(v.array(v.object({ subCompetency: Slug, aid: ObjectId })), v.minLength(1)),
    ...briefedFields,
  }),
  title: (body) => body.title,
  summary: (body) => `Up to ${body.stop.maxItems} tasks on ${body.competency}`,
  view: (body) => [
    { block: 'list', items: body.items },
    {
      block: 'table',
      head: ['Missed', 'Leads to'],
      rows: body.remedial.map((row) => [row.subCompetency, row.aid]),
    },
    {
      block: 'text',
      text: `Able from ${body.cut} logits; ${body.stop.minItems} to ${body.stop.maxItems} items; stops at a standard error of ${body.stop.standardError} or ${body.stop.certainty * 100} % certainty.`,
    },
  ],
  searchText: (body) => [body.title],
  roles: (body) => body.roles,
  competencies: (body) => [body.competency, ...body.remedial.map((row) => row.subCompetency)],
  examples: [
    {
      title: 'Refunds',
      competency: 'handle-refund',
      roles: ['service-agent'],
      items: ['refund-80', 'refund-order'],
      cut: 0,
      stop: { minItems: 2, maxItems: 6, standardError: 0.5, certainty: 0.9 },
      remedial: [{ subCompetency: 'refund-limits', aid: 'refund-approval' }],
    },
  ],
})
