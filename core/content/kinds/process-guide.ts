import * as v from 'valibot'
import { aidFields } from '../aid-fields.ts'
import { aidForm } from '../aid-form.ts'
import type { Block } from '../blocks.ts'
import { briefedFields, Made } from '../brief.ts'
import { defineContentKind } from '../kind.ts'
import { Source, uniqueSources } from '../lineage.ts'

const inFull = ({ text, detail }: { text: string; detail?: string | undefined }) =>
  detail ? `${text} ${detail}` : text

/**
 * Step-by-step guide in levels of detail from one procedure. Every level has the same steps and rests on the same passages: a
 * novice reads the step and its `detail`, a practised person the step, an expert its `short` form.
 */
export const processGuide = defineContentKind({
  kind: 'process-guide',
  readable: true,
  form: [
    ...aidForm,
    {
      name: 'steps',
      type: 'list',
      label: 'Steps',
      hint: 'All levels have the same steps. What you leave empty is taken from the step itself.',
      item: {
        type: 'group',
        fields: [
          { name: 'text', type: 'long-text', label: 'Step', max: 1_000 },
          {
            name: 'detail',
            type: 'long-text',
            label: 'What a novice needs besides',
            max: 2_000,
            optional: true,
          },
          { name: 'short', type: 'text', label: 'In a few words, for an expert', max: 120, optional: true },
          { name: 'sources', type: 'sources', label: 'What the step rests on' },
        ],
      },
      itemLabel: 'Step',
      min: 2,
      max: 40,
    },
  ],
  schema: v.object({
    ...aidFields,
    ...briefedFields,
    steps: v.pipe(
      v.array(
        v.object({
          text: v.pipe(v.string(), v.minLength(1)),
          detail: v.optional(v.pipe(v.string(), v.minLength(1))),
          /** what an expert needs of it: a reminder */
          short: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(120))),
          sources: v.pipe(v.array(Source), v.minLength(1)),
          made: v.optional(Made),
        }),
      ),
      v.minLength(2),
    ),
  }),
  title: (body) => body.title,
  summary: (body) => body.task,
  view: (body) => [
    { block: 'steps', items: body.steps.map(inFull) },
    ...(body.steps.some(({ short }) => short !== undefined)
      ? ([
          { block: 'heading', text: 'For an expert', level: 3 },
          { block: 'steps', items: body.steps.map(({ text, short }) => short ?? text) },
        ] satisfies Block[])
      : []),
  ],
  levels: (body) => ({
    novice: [{ block: 'steps', items: body.steps.map(inFull) }],
    practised: [{ block: 'steps', items: body.steps.map(({ text }) => text) }],
    expert: [{ block: 'checklist', items: body.steps.map(({ text, short }) => short ?? text) }],
  }),
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
