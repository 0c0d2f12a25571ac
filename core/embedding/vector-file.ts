import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { AppError } from '#core/base'

/**
 * Vectors that travel with a release. Little-endian, without gaps:
 * `HRV1`, dimensions u32, rows u32, model 32 bytes, then rows x 32 bytes of keys in strictly ascending order, then
 * rows x dimensions int8. Equal entries give equal bytes, so that a file that did not change is not downloaded again.
 */
export interface VectorFile {
  /** SHA-256 of the model's bytes, hex */
  readonly model: string
  readonly dimensions: number
  /** rows */
  readonly size: number
  /** `vectorKey` of the text of row `i`, 0 to size - 1 */
  keyAt(i: number): string
  /** a view, not a copy */
  vectorAt(i: number): Int8Array
  /** the vector of a `vectorKey`, or null */
  find(key: string): Int8Array | null
}

const MAGIC = 0x31565248
const HEADER_BYTES = 44
const KEY_BYTES = 32
/** No model has more; keeps the arithmetic below far from overflow. */
const MAX_DIMENSIONS = 4096

/** Bytes of a file with so many rows. */
export const vectorFileBytes = (rows: number, dimensions: number): number =>
  HEADER_BYTES + rows * (KEY_BYTES + dimensions)

/**
 * @param entries `vectorKey` and vector of each text, in any order; a key that comes again is taken once
 * @throws {AppError} `bad-input` for a key or a model that is no SHA-256, or a vector of another length
 */
export function writeVectorFile(
  { model, dimensions }: { model: string; dimensions: number },
  entries: Iterable<readonly [key: string, vector: Int8Array]>,
): Uint8Array<ArrayBuffer> {
  const rows = [...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1))
  const bytes = new Uint8Array(vectorFileBytes(rows.length, dimensions))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, dimensions, true)
  view.setUint32(8, rows.length, true)
  bytes.set(hash(model), 12)
  const vectors = new Int8Array(bytes.buffer, HEADER_BYTES + rows.length * KEY_BYTES)
  for (const [i, [key, vector]] of rows.entries()) {
    if (vector.length !== dimensions)
      throw new AppError('bad-input', `vector file: a vector has ${vector.length} numbers instead of ${dimensions}`)
    bytes.set(hash(key), HEADER_BYTES + i * KEY_BYTES)
    vectors.set(vector, i * dimensions)
  }
  return bytes
}

/** @returns null for anything but a whole file: who reads it goes on without, and makes the vectors itself */
export function readVectorFile(bytes: Uint8Array): VectorFile | null {
  if (bytes.length < HEADER_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dimensions = view.getUint32(4, true)
  const size = view.getUint32(8, true)
  if (view.getUint32(0, true) !== MAGIC || dimensions < 1 || dimensions > MAX_DIMENSIONS) return null
  if (bytes.length !== vectorFileBytes(size, dimensions)) return null
  const keys = bytes.subarray(HEADER_BYTES, HEADER_BYTES + size * KEY_BYTES)
  for (let i = 1; i < size; i++) if (compareKeys(keys, i - 1, keys, i) >= 0) return null
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES + keys.length, size * dimensions)
  const vectorAt = (i: number) => vectors.subarray(i * dimensions, (i + 1) * dimensions)
  return {
    model: bytesToHex(bytes.subarray(12, 12 + KEY_BYTES)),
    dimensions,
    size,
    keyAt: (i) => bytesToHex(keys.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES)),
    vectorAt,
    find(key) {
      const wanted = /^[0-9a-f]{64}$/.test(key) ? hexToBytes(key) : null
      let low = 0
      let high = wanted ? size - 1 : -1
      while (wanted && low <= high) {
        const middle = (low + high) >>> 1
        const order = compareKeys(keys, middle, wanted, 0)
        if (order === 0) return vectorAt(middle)
        if (order < 0) low = middle + 1
        else high = middle - 1
      }
      return null
    },
  }
}

function compareKeys(a: Uint8Array, i: number, b: Uint8Array, j: number): number {
  for (let byte = 0; byte < KEY_BYTES; byte++) {
    const difference = (a[i * KEY_BYTES + byte] ?? 0) - (b[j * KEY_BYTES + byte] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function hash(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new AppError('bad-input', 'vector file: keys and model are SHA-256 in hex')
  return hexToBytes(hex)
}
