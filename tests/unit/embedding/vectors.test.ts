import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { cosine, quantise } from '#core/embedding'

const random = createRandom(11)
const vector = () => Float32Array.from({ length: 384 }, () => random.next() - 0.5)

test('quantising keeps the direction', () => {
  for (let i = 0; i < 50; i++) {
    const v = vector()
    expect(cosine(v, quantise(v))).toBeGreaterThan(0.9999)
  }
})

test('quantising uses the whole range and no more', () => {
  const q = quantise(Float32Array.of(0.01, -0.2, 0.1))
  expect(q).toEqual(Int8Array.of(6, -127, 64))
})

test('cosine does not depend on length, and is 0 for nothing', () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1)
  expect(cosine([1, 0], [-3, 0])).toBe(-1)
  expect(cosine([0, 0], [1, 1])).toBe(0)
})
