import { describe, expect, it } from 'vitest'
import { Anchor, describe as describeElement, type ElementFacts, locate, type PageFacts } from '#core/anchors'
import { parse } from '#core/base'

const element = (facts: Partial<ElementFacts>): ElementFacts => ({
  role: 'button',
  name: '',
  label: null,
  testId: null,
  attributes: {},
  path: ['main', 'form'],
  heading: 'Refund order',
  neighbours: ['Amount', 'Reason'],
  around: ['textbox', 'combobox'],
  item: null,
  ...facts,
})
const page = (elements: ElementFacts[], language = 'en'): PageFacts => ({ language, elements })
const anchorIn = (elements: ElementFacts[], at = 0): Anchor => {
  const target = elements[at]
  if (!target) throw new Error('no such element')
  return parse(Anchor, JSON.parse(JSON.stringify(describeElement(target, page(elements)))), 'anchor')
}
const send = element({ name: 'Send refund', testId: 'send', attributes: { name: 'send', type: 'submit' } })
const draft = element({ name: 'Save draft' })

describe('an anchor', () => {
  it('finds its element wherever it comes in the page, and says by what', () => {
    expect(locate(anchorIn([send, draft]), page([draft, send]))).toEqual({
      state: 'found',
      index: 1,
      score: 1,
      margin: expect.closeTo(0.792, 3),
      kept: ['name', 'test-id', 'attributes', 'structure', 'heading', 'neighbours'],
    })
  })

  it('is lost where the element is gone, and never takes the one beside it', () => {
    expect(locate(anchorIn([send, draft]), page([draft]))).toMatchObject({
      state: 'lost',
      why: 'not-sure',
      lostClues: ['name', 'test-id', 'attributes'],
    })
    expect(locate(anchorIn([send, draft]), page([element({ role: 'link', name: 'Send refund' })]))).toEqual({
      state: 'lost',
      why: 'no-such-role',
      lostClues: ['name', 'test-id', 'attributes', 'structure', 'heading', 'neighbours'],
    })
  })

  it('never takes a name with one word replaced for its own, however long the rest of it is', () => {
    const confirm = element({ name: 'Confirm changes to this tiddler' })
    const discard = element({ name: 'Discard changes to this tiddler' })
    expect(locate(anchorIn([confirm, draft]), page([discard, draft])).state).toBe('lost')
  })

  it('is told from the one beside it by a word of its name', () => {
    const confirm = element({ name: 'Confirm changes to this tiddler' })
    const discard = element({ name: 'Discard changes to this tiddler' })
    expect(locate(anchorIn([confirm, discard]), page([discard, confirm]))).toMatchObject({ state: 'found', index: 1 })
  })

  it('is lost where two are alike', () => {
    expect(locate(anchorIn([send, draft]), page([send, { ...send }]))).toMatchObject({
      state: 'lost',
      why: 'two-alike',
    })
  })

  it('is never found where nothing told its element from another when it was made', () => {
    const twins = [draft, { ...draft }]
    expect(locate(anchorIn(twins), page(twins)).state).toBe('lost')
    expect(locate(anchorIn(twins), page([draft])).state).toBe('lost')
  })

  it('follows a name with a word edited when the makers mark it the same, and no other name', () => {
    const named = (name: string) => locate(anchorIn([send, draft]), page([{ ...send, name }, draft])).state
    expect(named('Send refund now')).toBe('found')
    expect(named('Issue refund')).toBe('found')
    expect(named('Place order')).toBe('lost')
  })

  it('does not take another mark of the makers for the same, whatever else agrees', () => {
    expect(locate(anchorIn([send, draft]), page([{ ...send, testId: 'send-later' }, draft])).state).toBe('lost')
  })

  it('needs more than its name', () => {
    const bare = element({ name: 'Continue', path: ['page'], heading: 'Delivery', neighbours: ['Street'] })
    const next = { ...bare, heading: 'Payment', neighbours: ['Card number'] }
    expect(locate(anchorIn([bare]), page([bare])).state).toBe('found')
    expect(locate(anchorIn([bare]), page([next])).state).toBe('lost')
    const alone = element({ name: 'Continue', path: ['page'], heading: null, neighbours: [], around: [] })
    expect(locate(anchorIn([alone]), page([alone])).state).toBe('lost')
  })

  it('stays with its row', () => {
    const rows = ['Ann', 'Bo', 'Cy'].map((item) => element({ name: 'Edit', testId: 'edit', item, neighbours: [] }))
    expect(locate(anchorIn(rows, 1), page([...rows].reverse()))).toMatchObject({ state: 'found', index: 1 })
    expect(locate(anchorIn(rows, 1), page(rows.filter(({ item }) => item !== 'Bo'))).state).toBe('lost')
  })

  it('in another language goes by marks and place, and is lost where it has none', () => {
    const words = { heading: 'Bestellung erstatten', neighbours: ['Betrag', 'Grund'] }
    const german = page(
      [
        { ...send, ...words, name: 'Erstatten' },
        { ...draft, ...words, name: 'Entwurf' },
      ],
      'de',
    )
    expect(locate(anchorIn([send, draft]), german)).toMatchObject({ state: 'found', index: 0 })
    expect(locate(anchorIn([send, draft], 1), german).state).toBe('lost')
    expect(locate(anchorIn([send, draft]), { ...german, language: 'en-GB' }).state).toBe('lost')
  })

  it('counts a number in a name, and not one in a heading or in brackets', () => {
    const second = element({ name: 'Page 2', heading: 'Order 4711' })
    expect(locate(anchorIn([second]), page([{ ...second, name: 'Page 3' }])).state).toBe('lost')
    expect(locate(anchorIn([second]), page([{ ...second, heading: 'Order 4712' }])).state).toBe('found')
    const inbox = element({ name: 'Inbox (3)' })
    expect(locate(anchorIn([inbox]), page([{ ...inbox, name: 'Inbox (12)' }]))).toMatchObject({ score: 1 })
  })
})
