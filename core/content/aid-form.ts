import type { Field, FieldType } from './form.ts'

/** What every kind of aid asks its author for; beside `aidFields`. */
export const aidForm: readonly Field[] = [
  { name: 'title', type: 'text', label: 'Title', hint: 'What a person would call it who needs it now.', max: 120 },
  {
    name: 'task',
    type: 'long-text',
    label: 'What it helps with',
    hint: 'The situation in the words of the person in it.',
    max: 240,
  },
  { name: 'roles', type: 'slugs', of: 'role', label: 'For whom', hint: 'Nobody chosen means everybody.' },
  { name: 'competencies', type: 'slugs', of: 'sub-competency', label: 'What it serves' },
  { name: 'reviewBy', type: 'day', label: 'Look at it again by' },
]

/** Everything an author may put into a part, what is used most first. */
export const authoredBlocks = [
  'steps',
  'checklist',
  'text',
  'decision',
  'do-dont',
  'list',
  'table',
  'callout',
  'heading',
  'keys',
  'term',
  'image',
  'link',
  'quote',
] as const

/** A part: what it shows, and the passages it rests on. */
export const partType = (blocks: readonly string[] = authoredBlocks): FieldType & { type: 'group' } => ({
  type: 'group',
  fields: [
    { name: 'blocks', type: 'blocks', label: 'What it shows', blocks },
    { name: 'sources', type: 'sources', label: 'What it rests on' },
  ],
})
