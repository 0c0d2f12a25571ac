import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { cosine, quantise } from '#core/embedding'
import { createVectorTable } from '../../../core/retrieval/vector-table.ts'

test.each([1, 2, 5, 384])('the scan gives the cosine with every row, of %d components', (dimensions) => {
  const random = createRandom(dimensions)
  const vector = () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
  const rows = Array.from({ length: 20 }, () => quantise(vector()))
  const raw = vector()
  const query = raw.map((value) => value / Math.hypot(...raw))
  const found = createVectorTable(rows, dimensions).cosines(query)
  for (const [i, row] of rows.entries()) expect(found[i]).toBeCloseTo(cosine(query, row), 5)
})

test('a vector of zeros is like nothing', () => {
  expect(createVectorTable([new Int8Array(4)], 4).cosines(Float32Array.of(1, 0, 0, 0))).toEqual(Float32Array.of(0))
})
