import type { Arithmetic } from './arithmetic.ts'
import { readDense } from './dense.ts'
import { createGraph, FLOAT32_TYPE, type Graph, type Value } from './graph.ts'
import type { Weights } from './weights.ts'

/** Dimensions of all-MiniLM-L6-v2 (its config.json). */
const LAYERS = 6
const WIDTH = 384
const HEADS = 12
const HEAD_WIDTH = WIDTH / HEADS
const POSITIONS = 512
const NORM_EPSILON = 1e-12
/** Added to the scores of padding, so that softmax gives it nothing. */
const MASKED = -10_000

/** The BERT encoder as an ONNX file: token ids, mask and types in, `last_hidden_state` [batch, sequence, 384] out. */
export function encoder(weights: Weights, arithmetic: Arithmetic): Uint8Array {
  const graph = createGraph()
  const dense = (name: string, layers = [name]) => readDense(weights, name, layers)
  const norm = (x: Value, name: string) => layerNorm(graph, weights, x, name)
  const masked = maskBias(graph)
  let x = norm(embeddings(graph, weights, arithmetic), 'embeddings.LayerNorm')
  for (let layer = 0; layer < LAYERS; layer++) {
    const at = `encoder.layer.${layer}`
    const self = `${at}.attention.self`
    const qkv = dense(self, [`${self}.query`, `${self}.key`, `${self}.value`])
    const context = attention(graph, arithmetic.linear(graph, x, qkv, 'norm'), masked)
    const attended = arithmetic.linear(graph, context, dense(`${at}.attention.output.dense`), 'attention')
    x = norm(graph.op('Add', [attended, x]), `${at}.attention.output.LayerNorm`)
    const hidden = gelu(graph, arithmetic.linear(graph, x, dense(`${at}.intermediate.dense`), 'norm'))
    const transformed = arithmetic.linear(graph, hidden, dense(`${at}.output.dense`), 'gelu')
    x = norm(graph.op('Add', [transformed, x]), `${at}.output.LayerNorm`)
  }
  return graph.encode(x, 'last_hidden_state', WIDTH, ['input_ids', 'attention_mask', 'token_type_ids'])
}

/** Token, type and position vectors added up. Positions are cut to the sequence's length, so any length up to 512 runs. */
function embeddings(graph: Graph, weights: Weights, arithmetic: Arithmetic): Value {
  const words = arithmetic.words(graph, weights('embeddings.word_embeddings.weight'), 'input_ids')
  const typeTable = graph.float('types', [2, WIDTH], weights('embeddings.token_type_embeddings.weight').values)
  const types = graph.op('Gather', [typeTable, 'token_type_ids'])
  const length = graph.op('Slice', [graph.op('Shape', ['input_ids']), graph.ints('at1', [1]), graph.ints('at2', [2])])
  const table = graph.half('positions', [POSITIONS, WIDTH], weights('embeddings.position_embeddings.weight').values)
  const positions = graph.op('Slice', [table, graph.ints('at0', [0]), length, graph.ints('at0', [0])])
  return graph.op('Add', [graph.op('Add', [words, types]), positions])
}

/** 0 for a token, MASKED for padding, shape [batch, 1, 1, sequence]. */
function maskBias(graph: Graph): Value {
  const wide = graph.op('Unsqueeze', ['attention_mask', graph.ints('at12', [1, 2])])
  const padding = graph.op('Sub', [graph.scalar('one', 1), graph.op('Cast', [wide], { to: FLOAT32_TYPE })])
  return graph.op('Mul', [padding, graph.scalar('masked', MASKED)])
}

/** Multi-head attention over joined queries, keys and values, shape [batch, sequence, 3 x 384]. */
function attention(graph: Graph, qkv: Value, masked: Value): Value {
  const split = graph.op('Reshape', [qkv, graph.ints('heads3', [0, 0, 3, HEADS, HEAD_WIDTH])])
  const byPart = graph.op('Transpose', [split], { perm: [2, 0, 3, 1, 4] })
  const parts = graph.outputs('Split', 3, [byPart, graph.ints('each1', [1, 1, 1])], { axis: 0 })
  const [query = '', key = '', value = ''] = parts.map((part) => graph.op('Squeeze', [part, graph.ints('at0', [0])]))
  const products = graph.op('MatMul', [query, graph.op('Transpose', [key], { perm: [0, 1, 3, 2] })])
  const scores = graph.op('Div', [products, graph.scalar('sqrtHeadWidth', Math.sqrt(HEAD_WIDTH))])
  const shares = graph.op('Softmax', [graph.op('Add', [scores, masked])], { axis: -1 })
  const context = graph.op('Transpose', [graph.op('MatMul', [shares, value])], { perm: [0, 2, 1, 3] })
  return graph.op('Reshape', [context, graph.ints('width', [0, 0, WIDTH])])
}

function layerNorm(graph: Graph, weights: Weights, x: Value, name: string): Value {
  const gain = graph.float(`${name}.gain`, [WIDTH], weights(`${name}.weight`).values)
  const shift = graph.float(`${name}.shift`, [WIDTH], weights(`${name}.bias`).values)
  return graph.op('LayerNormalization', [x, gain, shift], { axis: -1, epsilon: { float: NORM_EPSILON } })
}

/** x/2 (1 + erf(x / sqrt 2)), Hendrycks and Gimpel 2016; the exact form, not the tanh approximation. */
function gelu(graph: Graph, x: Value): Value {
  const erf = graph.op('Erf', [graph.op('Div', [x, graph.scalar('sqrt2', Math.SQRT2)])])
  const doubled = graph.op('Mul', [x, graph.op('Add', [erf, graph.scalar('one', 1)])])
  return graph.op('Mul', [doubled, graph.scalar('half', 0.5)])
}
