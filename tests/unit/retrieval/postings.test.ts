import { expect, test } from 'vitest'
import { createPostings, type Postings } from '../../../core/retrieval/postings.ts'
import type { QueryTerm } from '../../../core/retrieval/query-terms.ts'

/** Groups of readings of terms, e.g. `asking([[1]], [[2], [3, 4]])`. */
const asking = (...groups: (readonly (readonly number[])[])[]): QueryTerm[] =>
  groups.flatMap((readings, group) =>
    readings.flatMap((terms, reading) =>
      terms.map((term): QueryTerm => ({ term, weight: 1, group, reading, asked: '', by: 'word' })),
    ),
  )
const scores = (postings: Postings, terms: QueryTerm[]) => {
  const into = new Float32Array(postings.documents)
  postings.score(terms, into)
  return [...into]
}
const body = (...terms: number[]) => [[], [], [], terms]

test('a score is BM25F: weighted fields are added up before saturation, k1 1.4, b .65', () => {
  const postings = createPostings()
  postings.add([[1], [2], [3], [1, 4]])
  postings.add(body(4, 5))
  // frequency 5 + 1, length 5 + 3 + 2 + 2 = 12, mean length (12 + 2) / 2, idf ln(1 + 1.5 / 1.5)
  const expected = (Math.log(2) * 6 * 2.4) / (6 + 1.4 * (0.35 + (0.65 * 12) / 7))
  const [first = 0, second] = scores(postings, asking([[1]]))
  expect(first).toBeCloseTo(expected, 5)
  expect(second).toBe(0)
})

test('of a group the best reading counts, and a reading is the sum of its terms', () => {
  const postings = createPostings()
  postings.add(body(1, 2, 9))
  postings.add(body(3, 8, 9))
  postings.add(body(1, 2, 3))
  postings.add(body(7, 8, 9))
  const alone = (term: number) => scores(postings, asking([[term]]))
  const [one, two, three] = [alone(1), alone(2), alone(3)]
  const both = scores(postings, asking([[1, 2], [3]]))
  for (const [slot, score] of both.entries())
    expect(score).toBeCloseTo(Math.max((one[slot] ?? 0) + (two[slot] ?? 0), three[slot] ?? 0), 5)
  expect(scores(postings, asking([[1, 2], [3]]))).toEqual(both)
  expect(scores(postings, asking([[1]], [[1]]))[0]).toBeCloseTo(2 * (one[0] ?? 0), 5)
})

test('a removed document counts nowhere, and its slot is not handed out again', () => {
  const postings = createPostings()
  for (const terms of [[1, 2], [1], [3, 3, 3]]) postings.add(body(...terms))
  postings.remove(0)
  postings.remove(0)
  postings.remove(99)
  expect(postings.frequency(1)).toBe(1)
  expect(postings.frequency(2)).toBe(0)
  const fresh = createPostings()
  for (const terms of [[1], [3, 3, 3]]) fresh.add(body(...terms))
  expect(scores(postings, asking([[1]], [[3]])).slice(1)).toEqual(scores(fresh, asking([[1]], [[3]])))
  expect(scores(postings, asking([[1]], [[2]]))[0]).toBe(0)
  expect(postings.add(body(1))).toBe(3)
})

test('what is saved opens with the same scores, goes on growing, and is not changed by it', () => {
  const postings = createPostings()
  for (const terms of [[1, 2], [2, 3], [3]]) postings.add(body(...terms))
  postings.remove(1)
  const saved = structuredClone(postings.save())
  const opened = createPostings(saved)
  expect(scores(opened, asking([[2]], [[3]]))).toEqual(scores(postings, asking([[2]], [[3]])))
  const before = structuredClone(saved)
  opened.add(body(3, 70_000))
  opened.remove(0)
  expect(scores(opened, asking([[1]], [[2]]))).toEqual([0, 0, 0, 0])
  expect(saved).toEqual(before)
  expect(opened.frequency(70_000)).toBe(1)
})

test('terms nobody wrote, no terms and no documents give nothing', () => {
  expect(scores(createPostings(), asking([[1]]))).toEqual([])
  const postings = createPostings()
  postings.add([])
  expect(scores(postings, asking([[5]], [[-1], [1_000_000]]))).toEqual([0])
  expect(scores(postings, [])).toEqual([0])
})
