import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference } from '#core/authoring'
import type { Block } from '#core/content'

const steps = (...items: string[]): Block => ({ block: 'steps', items })

describe('the difference a reviewer sees', () => {
  it('shows all of a first version as added', () => {
    expect(difference([], [steps('Look', 'Ask')])).toEqual([
      { change: 'added', text: 'Look' },
      { change: 'added', text: 'Ask' },
    ])
  })

  it('shows the changed step between the unchanged ones', () => {
    expect(difference([steps('Look', 'Ask above 50', 'Note it')], [steps('Look', 'Ask above 80', 'Note it')])).toEqual([
      { change: 'same', text: 'Look' },
      { change: 'removed', text: 'Ask above 50' },
      { change: 'added', text: 'Ask above 80' },
      { change: 'same', text: 'Note it' },
    ])
  })

  it('shows the same words in another kind of block as a change', () => {
    const text = 'Never share the code'
    const note: Block = { block: 'callout', tone: 'note', text }
    expect(difference([note], [{ ...note, tone: 'warning' }]).map(({ change }) => change)).toEqual(['removed', 'added'])
    const link: Block = { block: 'link', href: 'https://a.example', text }
    expect(difference([link], [{ ...link, href: 'https://b.example' }])).toHaveLength(2)
  })

  it('always leads from the one version to the other, and hides nothing', () => {
    const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(items, items, (a, b) => {
        const lines = difference([steps(...a)], [steps(...b)])
        const without = (change: string) => lines.filter((l) => l.change !== change).map(({ text }) => text)
        expect(without('added')).toEqual(a)
        expect(without('removed')).toEqual(b)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

it('two versions of 60,000 other lines each do not fill the reviewer’s device', () => {
  const steps = (word: string) => [
    { block: 'steps' as const, items: ['first', ...Array.from({ length: 60_000 }, (_, i) => `${word} ${i}`), 'last'] },
  ]
  const lines = difference(steps('old'), steps('new'))
  const count = (change: string) => lines.filter((each) => each.change === change).length
  expect([count('same'), count('removed'), count('added')]).toEqual([2, 60_000, 60_000])
})
