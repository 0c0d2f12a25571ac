import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { cosine, quantise } from '#core/embedding'
import { createPlainRows, createSimdRows, type VectorRows } from '../../../core/retrieval/vector-rows.ts'
import { createVectorTable, type SavedVectors } from '../../../core/retrieval/vector-table.ts'

const simdRows = (width: number): VectorRows => {
  const rows = createSimdRows(width)
  if (!rows) throw new Error('this runtime has no SIMD')
  return rows
}
const scans: [string, (width: number) => VectorRows][] = [
  ['SIMD', simdRows],
  ['plain', createPlainRows],
]

function made(dimensions: number, count: number) {
  const random = createRandom(dimensions)
  const vector = () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
  const raw = vector()
  return {
    rows: Array.from({ length: count }, () => quantise(vector())),
    query: raw.map((value) => value / Math.hypot(...raw)),
  }
}

function tableOf(
  rows: readonly Int8Array[],
  dimensions: number,
  scan: (width: number) => VectorRows,
  saved?: SavedVectors,
) {
  const table = createVectorTable(dimensions, saved, scan)
  for (const [i, row] of rows.entries()) table.set(i, row)
  return table
}

const cosinesOf = (table: ReturnType<typeof createVectorTable>, query: Float32Array, count: number) =>
  Array.from(table.cosines(query, count)?.subarray(0, count) ?? [])

for (const [name, scan] of scans) {
  test.each([
    [1, 3],
    [2, 4],
    [5, 1],
    [16, 9],
    [33, 21],
    [384, 50],
    [1024, 7],
  ])(`the ${name} scan gives the cosine with every row, of %d components, %d rows`, (dimensions, count) => {
    const { rows, query } = made(dimensions, count)
    const found = cosinesOf(tableOf(rows, dimensions, scan), query, count)
    expect(found).toHaveLength(count)
    for (const [i, row] of rows.entries()) expect(Math.abs((found[i] ?? 9) - cosine(query, row))).toBeLessThan(1e-3)
  })

  test(`rows of the ${name} table that were never set, or hold zeros, are like nothing`, () => {
    const table = tableOf([Int8Array.of(1, 0), new Int8Array(2)], 2, scan)
    expect(cosinesOf(table, Float32Array.of(1, 0), 5)).toEqual([1, 0, 0, 0, 0])
  })

  test(`a query of the ${name} table that points nowhere is refused`, () => {
    const table = tableOf([Int8Array.of(1, 0)], 2, scan)
    for (const query of [[0, 0], [1, 0, 0], [], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1]])
      expect(table.cosines(Float32Array.from(query), 1)).toBeNull()
  })

  test(`the ${name} table keeps its rows while it grows, and when saved and opened`, () => {
    const { rows, query } = made(384, 1000)
    const table = tableOf(rows, 384, scan)
    const before = cosinesOf(table, query, 1000)
    for (const [i, row] of rows.entries()) expect(before[i]).toBeCloseTo(cosine(query, row), 3)
    const opened = createVectorTable(384, structuredClone(table.save(1000)), scan)
    expect(cosinesOf(opened, query, 1000)).toEqual(before)
    opened.set(1000, rows[7] ?? new Int8Array())
    expect(cosinesOf(opened, query, 1001)).toEqual([...before, before[7]])
  })

  test(`a moved row of the ${name} table takes the place of another`, () => {
    const table = tableOf([Int8Array.of(1, 0), Int8Array.of(0, 1), Int8Array.of(-1, 0)], 2, scan)
    table.move(0, 2)
    expect(cosinesOf(table, Float32Array.of(1, 0), 2)).toEqual([-1, 0])
  })
}

test('the largest numbers there can be do not overflow the 32-bit sums', () => {
  const dimensions = 384
  const row = new Int8Array(dimensions).fill(-128)
  for (const [, scan] of scans) {
    const [found] = cosinesOf(tableOf([row], dimensions, scan), new Float32Array(dimensions).fill(-1), 1)
    expect(found).toBeCloseTo(1, 5)
  }
})

test('both scans give the same numbers to the last bit, so a ranking does not depend on the device', () => {
  const { rows, query } = made(384, 203)
  const [simd, plain] = scans.map(([, scan]) => cosinesOf(tableOf(rows, 384, scan), query, 203))
  expect(simd).toEqual(plain)
})
