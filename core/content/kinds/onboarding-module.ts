import * as v from 'valibot'
import { aidFields } from '../aid-fields.ts'
import { aidForm, authoredBlocks, partType } from '../aid-form.ts'
import { blockText } from '../blocks.ts'
import { briefedFields } from '../brief.ts'
import { ObjectId } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'
import { Part, uniqueSources } from '../lineage.ts'

/** First days in an internal tool: questions people ask, a quick reference, a walkthrough. */
export const onboardingModule = defineContentKind({
  kind: 'onboarding-module',
  readable: true,
  form: [
    ...aidForm,
    {
      name: 'faq',
      type: 'list',
      label: 'Questions people ask',
      hint: 'Each answer rests on a passage of an approved document.',
      item: {
        type: 'group',
        fields: [
          { name: 'question', type: 'text', label: 'Question', max: 300 },
          { name: 'answer', label: 'Answer', ...partType(['text', ...authoredBlocks]) },
        ],
      },
      itemLabel: 'Question',
      min: 1,
      max: 60,
    },
    { name: 'quickReference', label: 'Quick reference', optional: true, ...partType(['table', ...authoredBlocks]) },
    { name: 'walkthrough', label: 'First way through', optional: true, ...partType() },
    {
      name: 'guide',
      type: 'object',
      kinds: ['process-guide'],
      label: 'Walk through on the live tool',
      hint: 'A process guide that is placed in the tool. Without its placement it opens as text.',
      optional: true,
    },
  ],
  schema: v.object({
    ...aidFields,
    ...briefedFields,
    faq: v.pipe(v.array(v.object({ question: v.pipe(v.string(), v.minLength(1)), answer: Part })), v.minLength(1)),
    quickReference: v.optional(Part),
    walkthrough: v.optional(Part),
    /** a process guide that walks a person through it on the live tool */
    guide: v.optional(ObjectId),
  }),
  title: (body) => body.title,
  summary: (body) => body.task,
  view: (body) => [
    ...(body.walkthrough?.blocks ?? []),
    ...(body.quickReference?.blocks ?? []),
    ...body.faq.flatMap((entry) => [
      { block: 'heading' as const, text: entry.question, level: 3 as const },
      ...entry.answer.blocks,
    ]),
  ],
  sections: (body) => ({
    lead: [...(body.walkthrough?.blocks ?? []), ...(body.quickReference?.blocks ?? [])],
    sections: body.faq.map(({ question, answer }) => ({ title: question, blocks: answer.blocks })),
  }),
  guide: (body) => body.guide ?? null,
  searchText: (body) => [
    body.title,
    body.task,
    ...body.faq.flatMap((entry) => [entry.question, ...entry.answer.blocks.flatMap(blockText)]),
    ...[body.quickReference, body.walkthrough].flatMap((part) => part?.blocks.flatMap(blockText) ?? []),
  ],
  roles: (body) => body.roles,
  competencies: (body) => body.competencies,
  sources: (body) =>
    uniqueSources([
      ...body.faq.map((entry) => entry.answer),
      ...[body.quickReference, body.walkthrough].filter((part) => part !== undefined),
    ]),
  examples: [
    {
      title: 'Your first week on the desk',
      task: 'You are new to the service desk',
      roles: ['service-agent'],
      competencies: ['triage'],
      reviewBy: '2027-01-31',
      faq: [
        {
          question: 'Where do I start?',
          answer: {
            blocks: [{ block: 'text', text: 'With the oldest unassigned ticket.' }],
            sources: [{ document: 'triage', passage: 'start.1', sha256: '0'.repeat(64) }],
          },
        },
      ],
    },
  ],
})
