import { expect, test } from 'vitest'
import { halfToNumber, numberToHalf } from '../../../sync/model/half.ts'

test('every finite half survives the way through a number', () => {
  for (let half = 0; half < 65_536; half++) {
    const value = halfToNumber(half)
    if (Number.isFinite(value)) expect(numberToHalf(value)).toBe(half)
  }
})

test.each([
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [65_520, 0x7c00],
  [2 ** -25, 0],
  [2 ** -24, 1],
  [-2, 0xc000],
])('%d rounds to nearest, ties to even', (value, half) => expect(numberToHalf(value)).toBe(half))
