import type * as v from 'valibot'
import { expect, expectTypeOf, it } from 'vitest'
import { parse, sha256Hex } from '#core/base'
import { pageState, Signals, signalText } from '#core/context'
import type { PageSignals } from '../../../core/engine-api.ts'
import { signalsOf } from './page.ts'

it('is what the engine takes', () => {
  expectTypeOf<v.InferInput<typeof Signals>>().toEqualTypeOf<PageSignals>()
})

it.each([
  ['an unknown field', { ...signalsOf(), value: 'secret' }],
  ['too many labels', signalsOf({ labels: Array<string>(41).fill('a') })],
  ['an endless title', signalsOf({ title: 'a'.repeat(201) })],
  [
    'a control with a value',
    { ...signalsOf(), controls: [{ role: 'button', name: 'Send', testId: null, value: 'x' }] },
  ],
  ['a group without end', { ...signalsOf(), groups: [{ name: 'A', holds: Array<string>(13).fill('a') }] }],
  ['a time that never ends', { ...signalsOf(), seconds: 1e9 }],
  ['a path that is no path', signalsOf({ pathShape: 'javascript:' })],
])('refuses %s', (_, signals) => {
  expect(() => parse(Signals, signals, 'signals')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

it('takes a page that says nothing of its parts', () => {
  const { controls: _, groups: __, seconds: ___, ...short } = signalsOf()
  expect(parse(Signals, short, 'signals')).toEqual(signalsOf())
})

it('puts why help is needed before what the page is about, and says nothing twice', () => {
  const text = signalText(
    signalsOf({
      pathShape: '/tickets/:id/refund',
      title: '1042 Refund order · Larkfield Desk',
      headings: ['Refund order', 'Order', 'Conversation', 'Actions'],
      labels: ['Amount', 'Reason'],
      focused: 'Amount',
      banners: ['Above your limit'],
    }),
  )
  expect(text).toBe('Above your limit. Amount. Refund order. Conversation. Reason')
})

it('stays as short as the embedder can hear, whatever the page says', () => {
  const banners = Array.from({ length: 6 }, (_, i) => `${i} ${'long banner '.repeat(20)}`)
  expect(signalText(signalsOf({ banners })).length).toBeLessThanOrEqual(600)
})

it('sees a new page state in a new message, not in moving through a form', () => {
  const state = (said: Partial<Signals>) => pageState(signalsOf(said), sha256Hex)
  expect(state({ focused: 'Amount' })).toBe(state({ focused: 'Reason', labels: ['x'] }))
  expect(state({ banners: ['Above your limit'] })).not.toBe(state({}))
  expect(state({ pathShape: '/tickets' })).not.toBe(state({}))
})

it('leaves out the tool in a title and the marks of a form', () => {
  const said = (title: string) =>
    signalText(signalsOf({ title, headings: [], labels: ['Subject *', 'Due:'], focused: null }))
  expect(said('Add New Post ‹ Larkfield News — WordPress')).toBe('Add New Post. Subject. Due')
  expect(said('returns - Old revisions [Larkfield Wiki]')).toBe('returns. Old revisions. Subject. Due')
})
