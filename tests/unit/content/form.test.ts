import { describe, expect, it } from 'vitest'
import { blankDraft, draftBody, type Field, fitDraft } from '#core/content'

const fields: Field[] = [
  { name: 'title', type: 'text', label: 'Title', max: 20 },
  { name: 'note', type: 'long-text', label: 'Note', max: 20, optional: true },
  { name: 'level', type: 'number', label: 'Level', min: 0, max: 3, step: 1, initial: 2 },
  { name: 'lines', type: 'list', label: 'Lines', item: { type: 'text', max: 9 }, itemLabel: 'Line', min: 2, max: 4 },
  {
    name: 'more',
    type: 'group',
    label: 'More',
    optional: true,
    fields: [{ name: 'words', type: 'words', label: 'Words' }],
  },
]

describe('a form', () => {
  it('begins with what each field begins with, lists with their least entries', () => {
    expect(blankDraft(fields)).toEqual({ title: '', note: '', level: 2, lines: ['', ''], more: { words: [] } })
  })

  it('leaves out what is optional and empty, and trims what is written', () => {
    const draft = { ...blankDraft(fields), title: ' Refunds ', lines: ['a ', ''] }
    expect(draftBody(fields, draft)).toEqual({ title: 'Refunds', level: 2, lines: ['a'] })
  })

  it('takes any value, empties what has another shape and keeps what it does not name', () => {
    const given = { title: 7, lines: 'x', more: { words: ['a', 3], kept: 1 }, brief: { id: 'b' } }
    expect(fitDraft(fields, given)).toEqual({
      title: '',
      note: '',
      level: 2,
      lines: ['', ''],
      more: { words: ['a'], kept: 1 },
      brief: { id: 'b' },
    })
    expect(fitDraft(fields, null)).toEqual(blankDraft(fields))
  })

  it('is the same when it is fitted twice', () => {
    const once = fitDraft(fields, { title: 'Refunds', lines: ['a'] })
    expect(fitDraft(fields, once)).toEqual(once)
  })
})
