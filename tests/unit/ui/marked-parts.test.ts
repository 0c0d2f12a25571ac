import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markedParts } from '../../../core/ui/marked-parts.ts'

it('cuts a text at its marks', () => {
  expect(markedParts('ask the team lead', [[8, 12]])).toEqual([
    { text: 'ask the ', marked: false },
    { text: 'team', marked: true },
    { text: ' lead', marked: false },
  ])
})

it('joins marks that overlap or touch, whatever their order', () => {
  expect(
    markedParts('refund limits', [
      [6, 9],
      [2, 7],
      [0, 2],
    ]),
  ).toEqual([
    { text: 'refund li', marked: true },
    { text: 'mits', marked: false },
  ])
})

it('loses and invents no letter, whatever the marks say', () => {
  const mark = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }))
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
      const parts = markedParts(text, marks)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      expect(parts.every((part) => part.text !== '')).toBe(true)
      expect(parts.some((part, at) => part.marked === parts[at + 1]?.marked)).toBe(false)
    }),
  )
})
