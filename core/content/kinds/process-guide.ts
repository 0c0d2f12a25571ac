import * as v from 'valibot'
import { aidFields } from '../aid-fields.ts'
import { briefedFields, Made } from '../brief.ts'
import { defineContentKind } from '../kind.ts'
import { Source, uniqueSources } from '../lineage.ts'

/** Step-by-step guide in levels of detail from one source: `detail` is what a novice needs besides the step. */
export const processGuide = defineContentKind({
  kind: 'process-guide',
  readable: true,
  schema: v.object({
    ...aidFields,
    ...briefedFields,
    steps: v.pipe(
      v.array(
        v.object({
          text: v.pipe(v.string(), v.minLength(1)),
          detail: v.optional(v.pipe(v.string(), v.minLength(1))),
          sources: v.pipe(v.array(Source), v.minLength(1)),
          made: v.optional(Made),
        }),
      ),
      v.minLength(2),
    ),
  }),
  title: (body) => body.title,
  summary: (body) => body.task,
  view: (body) => [{ block: 'steps', items: body.steps.map((s) => (s.detail ? `${s.text} ${s.detail}` : s.text)) }],
  searchText: (body) => [body.title, body.task, ...body.steps.flatMap((s) => [s.text, s.detail ?? ''])],
  roles: (body) => body.roles,
  competencies: (body) => body.competencies,
  sources: (body) => uniqueSources(body.steps),
  examples: [
    {
      title: 'Escalate a ticket',
      task: 'A ticket needs the second line',
      roles: ['service-agent'],
      competencies: ['escalation'],
      reviewBy: '2027-01-31',
      steps: [
        { text: 'Open the ticket.', sources: [{ document: 'escalation', passage: 'how.1', sha256: '0'.repeat(64) }] },
        { text: 'Choose the queue.', sources: [{ document: 'escalation', passage: 'how.2', sha256: '0'.repeat(64) }] },
      ],
    },
  ],
})
