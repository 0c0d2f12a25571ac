import * as v from 'valibot'
import { Day, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

export const roleProfile = defineContentKind({
  kind: 'role-profile',
  form: 'own',
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1, 'must not be empty')),
    owner: v.pipe(v.string(), v.minLength(1, 'must not be empty')),
    reviewedOn: Day,
    /** 12, or 6 in fast fields; past it the profile is stale */
    cadenceMonths: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)),
    competencies: v.pipe(
      v.array(
        v.object({
          competency: Slug,
          level: v.pipe(v.number(), v.integer(), v.minValue(1)),
          /** relative importance within the role, (0, 1] */
          weight: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
        }),
      ),
      v.minLength(1, 'must name at least one competency'),
    ),
    /** who confirmed it before, oldest first: the profile itself carries the newest day */
    reviews: v.optional(
      v.array(v.object({ on: Day, by: v.pipe(v.string(), v.minLength(1)), note: v.optional(v.string()) })),
    ),
  }),
  title: (body) => body.title,
  summary: (body) => `Reviewed on ${body.reviewedOn} by ${body.owner}`,
  view: (body) => [
    {
      block: 'table',
      head: ['Competency', 'Level', 'Weight'],
      rows: body.competencies.map((c) => [c.competency, String(c.level), String(c.weight)]),
    },
    {
      block: 'text',
      text: `Owner: ${body.owner}. Reviewed on ${body.reviewedOn}, every ${body.cadenceMonths} months.`,
    },
  ],
  searchText: (body) => [body.title],
  competencies: (body) => body.competencies.map((c) => c.competency),
  examples: [
    {
      title: 'Service desk agent',
      owner: 'Head of Service',
      reviewedOn: '2026-06-01',
      cadenceMonths: 12,
      competencies: [{ competency: 'handle-refund', level: 2, weight: 1 }],
    },
  ],
})
