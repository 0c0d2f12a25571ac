import proto from 'onnx-proto'
import { numberToHalf } from './half.ts'

const { onnx } = proto
const { FLOAT, FLOAT16, INT8, UINT8, INT64 } = onnx.TensorProto.DataType
export const FLOAT32_TYPE = FLOAT

/** Highest standard opset that ONNX Runtime 1.14 knows; LayerNormalization is in it. */
const OPSET = 17
const IR_VERSION = 8

type Attribute = number | readonly number[] | { readonly float: number }

/** The name of a value flowing through the graph. */
export type Value = string

/** Collects nodes and constants of an ONNX graph in call order, so that equal calls give equal bytes. */
export function createGraph() {
  const nodes: ReturnType<typeof onnx.NodeProto.create>[] = []
  const constants = new Map<Value, ReturnType<typeof onnx.TensorProto.create>>()

  function constant(name: Value, dataType: number, dims: number[], data: ArrayBufferView): Value {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    if (!constants.has(name)) constants.set(name, onnx.TensorProto.create({ name, dataType, dims, rawData }))
    return name
  }

  function outputs(
    opType: string,
    count: number,
    input: readonly Value[],
    attributes: Record<string, Attribute> = {},
  ): Value[] {
    const name = `${opType}_${nodes.length}`
    const output = Array.from({ length: count }, (_, i) => `${name}_${i}`)
    const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value))
    nodes.push(onnx.NodeProto.create({ opType, name, input: [...input], output, attribute }))
    return output
  }

  const op = (opType: string, input: readonly Value[], attributes?: Record<string, Attribute>): Value =>
    outputs(opType, 1, input, attributes)[0] ?? ''

  return {
    float: (name: Value, dims: number[], data: Float32Array) => constant(name, FLOAT, dims, data),
    /** stored in half the bytes; widened once, when a session is made */
    half(name: Value, dims: number[], data: Float32Array): Value {
      return op('Cast', [constant(name, FLOAT16, dims, Uint16Array.from(data, numberToHalf))], { to: FLOAT })
    },
    int8: (name: Value, dims: number[], data: Int8Array) => constant(name, INT8, dims, data),
    uint8: (name: Value, value: number) => constant(name, UINT8, [], Uint8Array.of(value)),
    ints: (name: Value, values: number[]) => constant(name, INT64, [values.length], BigInt64Array.from(values, BigInt)),
    scalar: (name: Value, value: number) => constant(name, FLOAT, [], Float32Array.of(value)),

    /** a node with one output */
    op,
    outputs,

    /** The finished file. `result` is renamed to the graph's output, of shape [batch, sequence, width]. */
    encode(result: Value, outputName: string, width: number, inputNames: readonly string[]): Uint8Array {
      nodes.push(onnx.NodeProto.create({ opType: 'Identity', name: 'result', input: [result], output: [outputName] }))
      const graph = {
        name: 'encoder',
        node: nodes,
        initializer: [...constants.values()],
        input: inputNames.map((name) => valueInfo(name, INT64, ['batch', 'sequence'])),
        output: [valueInfo(outputName, FLOAT, ['batch', 'sequence', width])],
      }
      const opsetImport = [{ domain: '', version: OPSET }]
      return onnx.ModelProto.encode({ irVersion: IR_VERSION, producerName: 'handrail', opsetImport, graph }).finish()
    },
  }
}

export type Graph = ReturnType<typeof createGraph>

function attributeProto(name: string, value: Attribute) {
  const { FLOAT: F, INT, INTS } = onnx.AttributeProto.AttributeType
  if (typeof value === 'number') return { name, type: INT, i: value }
  return 'float' in value ? { name, type: F, f: value.float } : { name, type: INTS, ints: [...value] }
}

function valueInfo(name: string, elemType: number, dims: (string | number)[]) {
  const dim = dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d }))
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}
