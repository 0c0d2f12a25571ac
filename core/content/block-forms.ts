import type { Block } from './blocks.ts'
import { blankDraft, type Draft, type Field } from './form.ts'

const lines = (label: string, itemLabel: string): Field => ({
  name: 'items',
  type: 'list',
  label,
  item: { type: 'long-text', max: 10_000 },
  itemLabel,
  min: 1,
  max: 40,
})
const lineList = (name: string, label: string): Field => ({
  name,
  type: 'list',
  label,
  item: { type: 'long-text', max: 10_000 },
  itemLabel: 'Line',
  min: 0,
  max: 20,
})
const text = (name: string, label: string): Field => ({ name, type: 'text', label, max: 10_000 })
const longText = (name: string, label: string): Field => ({ name, type: 'long-text', label, max: 10_000 })

/**
 * How each block is written, and what an author calls it. A table has a grid of its own and an image a file chooser; quotes and
 * recordings come with what was imported and are shown as they are.
 */
export const blockForms: Record<Block['block'], { label: string; fields: readonly Field[] }> = {
  heading: { label: 'Heading', fields: [text('text', 'Heading')] },
  text: { label: 'Text', fields: [longText('text', 'Text')] },
  steps: { label: 'Steps', fields: [lines('Steps', 'Step')] },
  checklist: { label: 'Checklist', fields: [lines('To tick off', 'Line')] },
  list: { label: 'List', fields: [lines('List', 'Line')] },
  table: { label: 'Table', fields: [] },
  decision: {
    label: 'Decision: if, then',
    fields: [
      {
        name: 'rows',
        type: 'list',
        label: 'Cases',
        item: { type: 'group', fields: [text('when', 'If'), text('do', 'Then')] },
        itemLabel: 'Case',
        min: 1,
        max: 20,
      },
    ],
  },
  'do-dont': { label: 'Do and do not', fields: [lineList('do', 'Do'), lineList('dont', 'Do not')] },
  callout: {
    label: 'Note, tip or warning',
    fields: [
      {
        name: 'tone',
        type: 'choice',
        label: 'Kind',
        options: [
          { value: 'note', label: 'Note' },
          { value: 'tip', label: 'Tip' },
          { value: 'warning', label: 'Warning' },
        ],
      },
      longText('text', 'Text'),
    ],
  },
  quote: { label: 'Quote', fields: [] },
  image: {
    label: 'Picture',
    fields: [
      { ...longText('alt', 'What it shows'), hint: 'In words, for who cannot see it. Shown below the picture too.' },
    ],
  },
  link: {
    label: 'Link',
    fields: [text('text', 'Words'), { ...text('href', 'Address'), hint: 'Begins with https://' }],
  },
  term: { label: 'Term', fields: [text('term', 'Term'), longText('meaning', 'What it means')] },
  keys: {
    label: 'Keys',
    fields: [
      { name: 'keys', type: 'words', label: 'Keys', hint: 'Divided by commas, such as Ctrl, S.' },
      text('does', 'What they do'),
    ],
  },
  media: { label: 'Recording', fields: [] },
}

/** A block to begin with. */
export function blankBlock(block: Block['block']): Draft {
  const rest = block === 'table' ? { head: ['', ''], rows: [['', '']] } : block === 'image' ? { sha256: '' } : {}
  return { block, ...blankDraft(blockForms[block].fields), ...rest }
}
