import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { createRange, createTopPlaces, largest, secondLargest } from '../../../core/retrieval/ranking.ts'

test.each([0, 1, 2, 7, 40, 60])(
  'the best %d of 50 are those a whole sort puts first, ties by the order given',
  (limit) => {
    const random = createRandom(limit)
    const scores = Float32Array.from({ length: 50 }, () => Math.floor(random.next() * 8))
    const top = createTopPlaces(limit, scores, (a, b) => a % 10 < b % 10 || (a % 10 === b % 10 && a < b))
    for (let place = 0; place < 50; place++) top.offer(place)
    const sorted = Array.from(scores.keys()).sort(
      (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (a % 10) - (b % 10) || a - b,
    )
    expect(top.bestFirst()).toEqual(sorted.slice(0, limit))
  },
)

test('the two largest of a stretch may be equal, and one alone is both', () => {
  const values = Float32Array.of(9, 2, 5, 5, 1, 9)
  expect(largest(values, 1, 5)).toBe(5)
  expect(secondLargest(values, 1, 5, 5)).toBe(5)
  expect(secondLargest(values, 0, 3, 9)).toBe(5)
  expect(secondLargest(values, 1, 2, 2)).toBe(2)
})

test('values are stretched to 0-1, equal ones to 0', () => {
  const range = createRange()
  range.add(2)
  expect(range.stretch(2)).toBe(0)
  range.add(6)
  expect([2, 3, 6].map(range.stretch)).toEqual([0, 0.25, 1])
})
