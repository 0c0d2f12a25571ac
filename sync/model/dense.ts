import { AppError } from '#core/base'
import type { Weights } from './weights.ts'

/** A layer y = x W + b; layers of the same input lie side by side as one. */
export interface Dense {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
  /** shape [inputs, outputs], row-major */
  readonly weight: Float32Array
  readonly bias: Float32Array
}

/** Reads layers (stored as [outputs, inputs]) and joins them along their outputs. */
export function readDense(weights: Weights, name: string, layers: readonly string[]): Dense {
  const parts = layers.map((layer) => ({ w: weights(`${layer}.weight`), b: weights(`${layer}.bias`) }))
  const inputs = parts[0]?.w.shape[1] ?? 0
  const outputs = parts.reduce((sum, { w }) => sum + (w.shape[0] ?? 0), 0)
  const weight = new Float32Array(inputs * outputs)
  const bias = new Float32Array(outputs)
  let column = 0
  for (const { w, b } of parts) {
    if (w.shape[1] !== inputs) throw new AppError('bad-model', `Layers of ${name} do not take the same input.`)
    bias.set(b.values, column)
    for (const row of rowsOf(w.values, inputs)) {
      for (let k = 0; k < inputs; k++) weight[k * outputs + column] = row[k] ?? 0
      column++
    }
  }
  return { name, inputs, outputs, weight, bias }
}

export function* rowsOf(values: Float32Array, width: number): Generator<Float32Array> {
  for (let from = 0; from < values.length; from += width) yield values.subarray(from, from + width)
}
