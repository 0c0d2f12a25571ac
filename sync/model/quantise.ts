import type { Dense } from './dense.ts'
import { rowsOf } from './dense.ts'

/** Largest magnitude of a signed 8-bit weight; -128 is left out so that the range is symmetric. */
const INT8_MAX = 127

/** One scale per row, e.g. per token of an embedding table: value = int8 x scale[row]. */
export function quantiseRows(values: Float32Array, width: number): { int8: Int8Array; scales: Float32Array } {
  const int8 = new Int8Array(values.length)
  const scales = new Float32Array(values.length / width)
  let row = 0
  for (const from of rowsOf(values, width)) {
    const scale = largest(from) / INT8_MAX || 1
    scales[row] = scale
    const to = int8.subarray(row * width, (row + 1) * width)
    for (let i = 0; i < width; i++) to[i] = Math.round((from[i] ?? 0) / Math.fround(scale))
    row++
  }
  return { int8, scales }
}

/** One scale per output of a layer: weight[k, n] = int8[k, n] x scale[n]. */
export function quantiseColumns({ weight, outputs }: Pick<Dense, 'weight' | 'outputs'>) {
  const int8 = new Int8Array(weight.length)
  const scales = new Float32Array(outputs)
  for (const row of rowsOf(weight, outputs))
    for (let n = 0; n < outputs; n++) scales[n] = Math.max(scales[n] ?? 0, Math.abs(row[n] ?? 0))
  for (let n = 0; n < outputs; n++) scales[n] = (scales[n] ?? 0) / INT8_MAX || 1
  for (let i = 0; i < weight.length; i++)
    int8[i] = clamp(Math.round((weight[i] ?? 0) / (scales[i % outputs] ?? 1)), INT8_MAX)
  return { int8, scales }
}

/**
 * Moves the difficulty of outlier activations into the weights (SmoothQuant, Xiao et al. 2023, alpha .5):
 * x W = (x s)(W / s) with s[k] = sqrt(max|W[k]| / max|x[k]|), scaled to geometric mean 1.
 *
 * @param inputMaxima largest magnitude seen of each input, shape [inputs]
 * @returns s, shape [inputs], and the layer with its weights divided by it
 */
export function smooth(dense: Dense, inputMaxima: readonly number[]): { factors: Float32Array; dense: Dense } {
  const { inputs, outputs } = dense
  const factors = new Float32Array(inputs)
  let logSum = 0
  let k = 0
  for (const row of rowsOf(dense.weight, outputs)) {
    const ratio = Math.sqrt(Math.max(1e-3, inputMaxima[k] ?? 0)) / Math.sqrt(Math.max(1e-4, largest(row)))
    factors[k++] = 1 / ratio
    logSum += Math.log(ratio)
  }
  const mean = Math.exp(logSum / inputs)
  for (let i = 0; i < inputs; i++) factors[i] = (factors[i] ?? 1) * mean
  const weight = dense.weight.map((w, i) => w / (factors[Math.floor(i / outputs)] ?? 1))
  return { factors, dense: { ...dense, weight } }
}

const clamp = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value))

function largest(values: Float32Array): number {
  let max = 0
  for (const value of values) max = Math.max(max, Math.abs(value))
  return max
}
