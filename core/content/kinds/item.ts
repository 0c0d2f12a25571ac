import * as v from 'valibot'
import { briefedFields, Made } from '../brief.ts'
import { ObjectId, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'
import { Source } from '../lineage.ts'

/** One assessment item. What `task` holds is known to its item type (core/assessment/items), which checks and shows it. */
export const item = defineContentKind({
  kind: 'item',
  form: [
    { name: 'title', type: 'text', label: 'Title', max: 120 },
    { name: 'competency', type: 'slug', of: 'competency', label: 'Competency' },
    {
      name: 'subCompetencies',
      type: 'slugs',
      of: 'sub-competency',
      label: 'What it asks for',
      hint: 'One to three parts of the competency.',
    },
    { name: 'task', type: 'task', label: 'Task' },
    {
      name: 'aids',
      type: 'objects',
      kinds: ['job-aid', 'process-guide'],
      label: 'Aids that may be opened while answering',
    },
    { name: 'sources', type: 'sources', label: 'What it rests on' },
  ],
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    type: Slug,
    competency: Slug,
    subCompetencies: v.pipe(v.array(Slug), v.minLength(1), v.maxLength(3)),
    /** aids a person may open while answering; opening one is recorded on the attempt */
    aids: v.optional(v.array(ObjectId), []),
    sources: v.pipe(v.array(Source), v.minLength(1)),
    task: v.record(v.string(), v.unknown()),
    made: v.optional(Made),
    ...briefedFields,
  }),
  title: (body) => body.title,
  summary: (body) => `${body.type.replaceAll('-', ' ')} on ${body.subCompetencies.join(', ')}`,
  // the task itself is drawn by its item type: to learners without the key, to reviewers with it
  view: () => [],
  searchText: (body) => [body.title],
  competencies: (body) => [body.competency, ...body.subCompetencies],
  sources: (body) => body.sources,
  examples: [
    {
      title: 'A refund of 80',
      type: 'scenario',
      competency: 'handle-refund',
      subCompetencies: ['refund-limits'],
      sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
      task: {},
    },
  ],
})
