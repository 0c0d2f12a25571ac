import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { quantiseColumns, quantiseRows, smooth } from '../../../sync/model/quantise.ts'

const random = createRandom(7)
const values = Float32Array.from({ length: 24 }, () => random.next() * 2 - 1)
const dense = { name: 'layer', inputs: 6, outputs: 4, weight: values, bias: new Float32Array(4) }

test('a row gives back its values to within half a step of its own scale', () => {
  const { int8, scales } = quantiseRows(values, 6)
  for (let i = 0; i < 24; i++) {
    const scale = scales[Math.floor(i / 6)] ?? 0
    expect(Math.abs((int8[i] ?? 0) * scale - (values[i] ?? 0))).toBeLessThanOrEqual(scale / 2 + 1e-6)
  }
})

test('a column gives back its values to within half a step of its own scale', () => {
  const { int8, scales } = quantiseColumns(dense)
  for (let i = 0; i < 24; i++) {
    const scale = scales[i % 4] ?? 0
    expect(Math.abs((int8[i] ?? 0) * scale - (values[i] ?? 0))).toBeLessThanOrEqual(scale / 2 + 1e-6)
  }
})

test('smoothing changes no product and shrinks the outlier input', () => {
  const maxima = [1, 1, 40, 1, 1, 1]
  const { factors, dense: smoothed } = smooth(dense, maxima)
  for (let k = 0; k < 6; k++)
    for (let n = 0; n < 4; n++)
      expect((factors[k] ?? 0) * (smoothed.weight[k * 4 + n] ?? 0)).toBeCloseTo(values[k * 4 + n] ?? 0, 6)
  expect(factors[2]).toBe(Math.min(...factors))
  expect(factors.reduce((product, f) => product * f, 1)).toBeCloseTo(1, 5)
})
