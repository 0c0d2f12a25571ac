import { AppError } from '#core/base'
import type { Arithmetic } from './arithmetic.ts'
import { FLOAT32_TYPE, type Graph, type Value } from './graph.ts'
import { quantiseColumns, quantiseRows, smooth } from './quantise.ts'

/** GELU's minimum is -0.16997; adding this makes its output non-negative, so that all 256 steps of a uint8 are used. */
const GELU_SHIFT = 0.17

/**
 * Weights in int8 with a scale per output, activations in uint8 with a scale per token, products in integers.
 * A scale per token (not per batch) keeps a text's vector independent of what else is in the batch.
 *
 * @param calibration largest magnitude of every layer's inputs on ordinary English prose
 */
export function int8(calibration: Readonly<Record<string, readonly number[]>>): Arithmetic {
  return {
    words(graph, { shape, values }, ids) {
      const [rows = 0, width = 0] = shape
      const table = quantiseRows(values, width)
      const steps = graph.op('Gather', [graph.int8('words', [rows, width], table.int8), ids])
      const scales = graph.op('Gather', [graph.float('words.scale', [rows, 1], table.scales), ids])
      return graph.op('Mul', [graph.op('Cast', [steps], { to: FLOAT32_TYPE }), scales])
    },
    linear(graph, x, layer, after) {
      const maxima = calibration[layer.name]
      if (maxima?.length !== layer.inputs)
        throw new AppError('bad-model', `calibration.json has no ${layer.inputs} figures for ${layer.name}.`)
      const { factors, dense } = smooth(layer, maxima)
      const { name, inputs, outputs } = dense
      const weights = quantiseColumns(dense)
      const shifted = after === 'gelu'
      const input = shifted ? graph.op('Add', [x, graph.scalar('geluShift', GELU_SHIFT)]) : x
      const smoothed = graph.op('Mul', [input, graph.float(`${name}.smooth`, [inputs], factors)])
      const row = shifted ? unsignedRows(graph, smoothed) : signedRows(graph, smoothed)
      const bias = shifted ? withoutShift(dense.bias, weights, factors) : dense.bias
      const product = graph.op('MatMulInteger', [
        row.steps,
        graph.int8(`${name}.weight`, [inputs, outputs], weights.int8),
        row.zero,
        graph.int8(`${name}.zero`, [outputs], new Int8Array(outputs)),
      ])
      const float = graph.op('Cast', [product], { to: FLOAT32_TYPE })
      const perOutput = graph.op('Mul', [float, graph.float(`${name}.scale`, [outputs], weights.scales)])
      const scaled = graph.op('Mul', [perOutput, row.scale])
      return graph.op('Add', [scaled, graph.float(`${name}.bias`, [outputs], bias)])
    },
  }
}

interface QuantisedRows {
  steps: Value
  scale: Value
  zero: Value
}

const signedRows = (graph: Graph, x: Value): QuantisedRows =>
  quantisedRows(graph, x, graph.op('Abs', [x]), 127, graph.uint8('zero128', 128))

const unsignedRows = (graph: Graph, x: Value): QuantisedRows => quantisedRows(graph, x, x, 255, graph.uint8('zero0', 0))

function quantisedRows(graph: Graph, x: Value, magnitude: Value, steps: number, zero: Value): QuantisedRows {
  const largest = graph.op('ReduceMax', [magnitude], { axes: [-1], keepdims: 1 })
  const nonZero = graph.op('Max', [largest, graph.scalar('tiny', 1e-6)])
  const scale = graph.op('Mul', [nonZero, graph.scalar(`per${steps}`, 1 / steps)])
  return { steps: graph.op('QuantizeLinear', [graph.op('Div', [x, scale]), graph.scalar('one', 1), zero]), scale, zero }
}

/** The bias less what adding GELU_SHIFT to every input contributes. */
function withoutShift(
  bias: Float32Array,
  weights: { int8: Int8Array; scales: Float32Array },
  factors: Float32Array,
): Float32Array {
  return bias.map((b, n) => {
    let sum = 0
    for (let k = 0; k < factors.length; k++) sum += (weights.int8[k * bias.length + n] ?? 0) * (factors[k] ?? 0)
    return b - GELU_SHIFT * sum * (weights.scales[n] ?? 0)
  })
}
