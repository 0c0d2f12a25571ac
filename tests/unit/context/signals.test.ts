import { expect, expectTypeOf, it } from 'vitest'
import { parse, sha256Hex } from '#core/base'
import { pageState, Signals, signalText } from '#core/context'
import type { PageSignals } from '../../../core/engine-api.ts'
import { signalsOf } from './page.ts'

it('is what the engine takes', () => {
  expectTypeOf<Signals>().toEqualTypeOf<PageSignals>()
})

it.each([
  ['an unknown field', { ...signalsOf(), value: 'secret' }],
  ['too many labels', signalsOf({ labels: Array<string>(41).fill('a') })],
  ['an endless title', signalsOf({ title: 'a'.repeat(201) })],
  ['a path that is no path', signalsOf({ pathShape: 'javascript:' })],
])('refuses %s', (_, signals) => {
  expect(() => parse(Signals, signals, 'signals')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

it('puts why help is needed before where, and says nothing twice', () => {
  const text = signalText(
    signalsOf({
      pathShape: '/tickets/:id/refund',
      title: 'Refund',
      headings: ['Refund', 'Order 7'],
      labels: ['Amount', 'Reason'],
      focused: 'Amount',
      banners: ['Refund above your limit'],
    }),
  )
  expect(text).toBe('Refund above your limit. Amount. Refund. Order 7. tickets refund. Reason')
})

it('stops before labels drown the rest', () => {
  expect(
    signalText(signalsOf({ labels: Array.from({ length: 40 }, (_, i) => `${i} ${'long label '.repeat(8)}`) })).length,
  ).toBeLessThan(700)
})

it('sees a new page state in a new message, not in moving through a form', () => {
  const state = (said: Partial<Signals>) => pageState(signalsOf(said), sha256Hex)
  expect(state({ focused: 'Amount' })).toBe(state({ focused: 'Reason', labels: ['x'] }))
  expect(state({ banners: ['Above your limit'] })).not.toBe(state({}))
  expect(state({ pathShape: '/tickets' })).not.toBe(state({}))
})
