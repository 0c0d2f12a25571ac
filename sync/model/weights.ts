import * as v from 'valibot'
import { AppError, parseJson, textOf } from '#core/base'
import { halfToNumber } from './half.ts'

export interface Tensor {
  readonly shape: readonly number[]
  /** row-major */
  readonly values: Float32Array
}

/** Weights by name. @throws {AppError} `bad-model` for a name the file does not have */
export type Weights = (name: string) => Tensor

const Header = v.record(
  v.string(),
  v.looseObject({
    dtype: v.optional(v.string()),
    shape: v.optional(v.array(v.number())),
    data_offsets: v.optional(v.tuple([v.number(), v.number()])),
  }),
)

/** Reads the half-precision tensors of a safetensors file: 8 bytes of header length, a JSON header, then the raw tensors. */
export function readWeights(file: Uint8Array): Weights {
  const headerBytes = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true))
  const header = parseJson(
    Header,
    textOf(file.subarray(8, 8 + headerBytes), 'safetensors header'),
    'safetensors header',
  )
  return (name) => {
    const entry = header[name]
    if (entry?.dtype !== 'F16' || !entry.shape || !entry.data_offsets)
      throw new AppError('bad-model', `The weights hold no half-precision tensor "${name}"; install the package again.`)
    const [from, to] = entry.data_offsets
    const bytes = new DataView(file.buffer, file.byteOffset + 8 + headerBytes + from, to - from)
    const values = new Float32Array(bytes.byteLength / 2)
    for (let i = 0; i < values.length; i++) values[i] = halfToNumber(bytes.getUint16(2 * i, true))
    return { shape: entry.shape, values }
  }
}
