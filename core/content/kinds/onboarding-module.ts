import * as v from 'valibot'
import { aidFields } from '../aid-fields.ts'
import { blockText } from '../blocks.ts'
import { briefedFields } from '../brief.ts'
import { defineContentKind } from '../kind.ts'
import { Part, uniqueSources } from '../lineage.ts'

/** First days in an internal tool: questions people ask, a quick reference, a walkthrough. */
export const onboardingModule = defineContentKind({
  kind: 'onboarding-module',
  readable: true,
  schema: v.object({
    ...aidFields,
    ...briefedFields,
    faq: v.pipe(v.array(v.object({ question: v.pipe(v.string(), v.minLength(1)), answer: Part })), v.minLength(1)),
    quickReference: v.optional(Part),
    walkthrough: v.optional(Part),
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
