import type { Arithmetic } from './arithmetic.ts'

/**
 * Weights stored in half precision, as published, and widened once when a session is made: half the file of a float32 model and
 * the same results.
 */
export const exact: Arithmetic = {
  words: (graph, { shape, values }, ids) => graph.op('Gather', [graph.half('words', [...shape], values), ids]),
  linear(graph, x, { name, inputs, outputs, weight, bias }) {
    const product = graph.op('MatMul', [x, graph.half(`${name}.weight`, [inputs, outputs], weight)])
    return graph.op('Add', [product, graph.float(`${name}.bias`, [outputs], bias)])
  },
}
