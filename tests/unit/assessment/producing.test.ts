import { describe, expect, it } from 'vitest'
import { itemTypes, tooLittleProduced, withProducing } from '#core/assessment'
import { assessment } from '#core/content'

const example = assessment.examples[0] as Record<string, unknown>
const bodyOf = (type: string, sub = 'refund-limits') => ({
  title: 'A task',
  type,
  competency: 'handle-refund',
  subCompetencies: [sub],
  sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
  task: {},
})
const itemsOf = (...types: string[]) => types.map((type, at) => ({ id: `item-${at}`, body: bodyOf(type) }))
const why = (types: string[], more: object = {}) => {
  const items = itemsOf(...types)
  const body = { ...example, items: items.map(({ id }) => id), ...more }
  return tooLittleProduced(body, new Map(items.map(({ id, body }) => [id, body])))
}

describe('an assessment that is to prove something', () => {
  it('asks in four of five items to produce, and says how many are missing where it does not', () => {
    expect(why(['scenario', 'order', 'number', 'fill-form', 'single-choice'])).toBeNull()
    expect(why(['scenario', 'order', 'number', 'single-choice'])).toBe(
      'Only 3 of its 4 items ask to produce or do something, and proof needs four in five. ' +
        'Add 1 that do, take items out that only ask to choose, or say that it is for practice.',
    )
    expect(why(['single-choice', 'match'])).toContain('Only 0 of its 2 items')
    expect(why(['single-choice', 'match'])).toContain('Add 8 that do')
  })
  it('may ask as it likes where it is for practice', () => {
    expect(why(['single-choice', 'match'], { purpose: 'practice' })).toBeNull()
    expect(why(['single-choice', 'match'], { purpose: 'proficiency' })).not.toBeNull()
  })
  it('is judged by the items that are there', () => {
    expect(tooLittleProduced(example, new Map())).toBeNull()
    expect(tooLittleProduced(example, new Map([['refund-80', bodyOf('match')]]))).not.toBeNull()
  })
})

describe('composing', () => {
  it('leaves out what there is no room for, and keeps the only item on a part', () => {
    const items = [
      ...itemsOf('match', 'scenario', 'order', 'number', 'locate'),
      { id: 'only', body: bodyOf('match', 'x') },
    ]
    const { kept, left } = withProducing(items)
    expect(kept.map(({ id }) => id)).toEqual(['item-1', 'item-2', 'item-3', 'item-4', 'only'])
    expect(left.map(({ id }) => id)).toEqual(['item-0'])
  })
  it('of any mix gives one that passes', () => {
    const types = itemTypes.map(({ type }) => type)
    for (let size = 2; size < 40; size++) {
      const mix = itemsOf(...Array.from({ length: size }, (_, at) => types[(at * 7 + size) % types.length] ?? ''))
      const { kept } = withProducing(mix)
      if (kept.length < 2) continue
      const body = { ...example, items: kept.map(({ id }) => id) }
      expect(tooLittleProduced(body, new Map(kept.map(({ id, body }) => [id, body])))).toBeNull()
    }
  })
})
