import { expect, test } from 'vitest'
import { parseCsv } from '#core/base'
import { ndcg, recall, reciprocalRank, spearman } from '../../../sync/commands/eval-metrics.ts'

test('Spearman: worked example with ties', () => {
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(1)
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1)
  // ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9486833, 6)
})

test('nDCG, recall and reciprocal rank: worked example', () => {
  const grades = new Map([
    ['a', 1],
    ['b', 1],
    ['c', 0],
  ])
  expect(ndcg(['c', 'a', 'x', 'b'], grades, 10)).toBeCloseTo(
    (1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3)),
  )
  expect(recall(['c', 'a', 'x', 'b'], grades, 3)).toBe(0.5)
  expect(reciprocalRank(['c', 'x', 'b'], (id) => id === 'b')).toBeCloseTo(1 / 3)
  expect(reciprocalRank(['c'], (id) => id === 'b')).toBe(0)
})

test('CSV: quotes, commas and line breaks inside fields, Windows line ends, empty lines', () => {
  expect(parseCsv('a,"b ""x"", c",1\r\n\r\n"two\nlines",,3\n', 'x')).toEqual([
    ['a', 'b "x", c', '1'],
    ['two\nlines', '', '3'],
  ])
  expect(parseCsv('a,', 'x')).toEqual([['a', '']])
  expect(() => parseCsv('a,b"c\n', 'pairs.csv')).toThrow(/pairs.csv, line 1/)
})
