import * as v from 'valibot'
import { aidFields } from '../aid-fields.ts'
import { aidForm, partType } from '../aid-form.ts'
import { blockText } from '../blocks.ts'
import { briefedFields } from '../brief.ts'
import { jobAidFormats } from '../job-aid-formats.ts'
import { defineContentKind } from '../kind.ts'
import { Part, uniqueSources } from '../lineage.ts'

const formats: { value: (typeof jobAidFormats)[number]; label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'checklist', label: 'Checklist' },
  { value: 'decision', label: 'Decision: if, then' },
  { value: 'do-dont', label: 'Do and do not' },
  { value: 'script', label: 'Script: what to say' },
  { value: 'reference', label: 'Reference' },
]
const hash = '0'.repeat(64)

/** Performance support: read in under a minute, at the moment of need. */
export const jobAid = defineContentKind({
  kind: 'job-aid',
  readable: true,
  form: [
    ...aidForm,
    { name: 'format', type: 'choice', label: 'Format', options: formats },
    {
      name: 'mustBeFresh',
      type: 'flag',
      label: 'Hide it when it can no longer be shown to be current',
      hint: 'For safety and law. Everything else stays readable and is marked.',
    },
    { name: 'parts', type: 'list', label: 'Parts', item: partType(), itemLabel: 'Part', min: 1, max: 20 },
  ],
  schema: v.object({
    ...aidFields,
    ...briefedFields,
    format: v.picklist(jobAidFormats),
    /** hidden, not marked, when it can no longer be shown to be current (safety, law) */
    mustBeFresh: v.optional(v.boolean(), false),
    parts: v.pipe(v.array(Part), v.minLength(1)),
  }),
  title: (body) => body.title,
  summary: (body) => body.task,
  view: (body) => body.parts.flatMap((part) => part.blocks),
  searchText: (body) => [body.title, body.task, ...body.parts.flatMap((part) => part.blocks.flatMap(blockText))],
  roles: (body) => body.roles,
  competencies: (body) => body.competencies,
  sources: (body) => uniqueSources(body.parts),
  examples: [
    {
      title: 'Who approves a refund',
      task: 'You are about to refund a customer and need to know whether you may',
      format: 'decision',
      roles: ['service-agent'],
      competencies: ['refund-limits'],
      reviewBy: '2027-01-31',
      parts: [
        {
          blocks: [{ block: 'decision', rows: [{ when: 'up to 50', do: 'refund it yourself' }] }],
          sources: [{ document: 'refunds', passage: 'limits.1', sha256: hash }],
        },
      ],
    },
  ],
})
