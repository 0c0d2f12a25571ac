import { createPlainRows, createSimdRows, type VectorRows, WIDTH_STEP } from './vector-rows.ts'

/** Rows of a table as they are kept, structured-cloneable. */
export interface SavedVectors {
  readonly bytes: Int8Array<ArrayBuffer>
  readonly perLength: Float32Array<ArrayBuffer>
}

export interface VectorTable {
  /** Puts a quantised vector of `dimensions` components into a row; rows that were never set are zeros. */
  set(row: number, vector: Int8Array): void
  /** Row `row` becomes what row `from` was. */
  move(row: number, from: number): void
  /**
   * Cosines of a query with rows 0 to `count` - 1, exact but for the rounding of the rows. A view that the next call overwrites.
   *
   * @returns null for a query that points nowhere: of another length, all zeros, or not finite
   */
  cosines(query: Float32Array, count: number): Float32Array | null
  save(count: number): SavedVectors
}

/** Room is made for so much more than is needed, so that many small additions copy little. */
const GROWTH = 1.5

/**
 * Quantised vectors side by side, to be compared with a query one and all. Memory is taken with the first vector.
 *
 * @param createRows where they lie; SIMD unless the device has none
 */
export function createVectorTable(
  dimensions: number,
  saved?: SavedVectors,
  createRows: (width: number) => VectorRows = (width) => createSimdRows(width) ?? createPlainRows(width),
): VectorTable {
  const width = Math.ceil(dimensions / WIDTH_STEP) * WIDTH_STEP
  const query = new Int16Array(width)
  const largest = Math.min(32_767, Math.floor((2 ** 31 - 1) / (128 * width)))
  let rows: VectorRows | null = null

  function withRoomFor(count: number): VectorRows {
    rows ??= createRows(width)
    if (count > rows.capacity) rows.grow(Math.max(count, Math.ceil(rows.capacity * GROWTH)))
    return rows
  }

  /** Scales the query so that sums of products just fit 32 bits. @returns 1 / length, null when it has none */
  function quantiseQuery(vector: Float32Array): number | null {
    let peak = 0
    for (const value of vector) peak = Math.max(peak, Math.abs(value))
    if (!(peak > 0 && Number.isFinite(peak))) return null
    let squares = 0
    for (let k = 0; k < dimensions; k++) {
      const value = Math.round(((vector[k] ?? 0) * largest) / peak)
      query[k] = value
      squares += value * value
    }
    return 1 / Math.sqrt(squares)
  }

  if (saved && saved.perLength.length > 0) {
    const { bytes, perLength } = withRoomFor(saved.perLength.length)
    bytes.set(saved.bytes)
    perLength.set(saved.perLength)
  }

  return {
    set(row, vector) {
      const { bytes, perLength } = withRoomFor(row + 1)
      bytes.set(vector, row * width)
      let squares = 0
      for (const value of vector) squares += value * value
      perLength[row] = squares ? 1 / Math.sqrt(squares) : 0
    },
    move(row, from) {
      if (!rows || row === from) return
      const { bytes, perLength } = withRoomFor(Math.max(row, from) + 1)
      bytes.copyWithin(row * width, from * width, (from + 1) * width)
      perLength[row] = perLength[from] ?? 0
    },
    cosines(vector, count) {
      if (vector.length !== dimensions) return null
      const perQuery = quantiseQuery(vector)
      if (perQuery === null) return null
      const all = withRoomFor(count)
      all.scan(query, perQuery, count)
      return all.cosines
    },
    save(count) {
      if (!rows) return { bytes: new Int8Array(), perLength: new Float32Array() }
      const { bytes, perLength } = withRoomFor(count)
      return { bytes: bytes.slice(0, count * width), perLength: perLength.slice(0, count) }
    },
  }
}
