import { AppError } from '#core/base'
import { DIMENSIONS, type EmbeddedText, type Embedder, type EmbeddingModelName, embeddingModels } from '#core/embedding'
import { textOfStates } from './text-of-states.ts'

/** Longer than 256 tokens can be; what lies beyond would only be tokenised and cut off. */
const MAX_CHARS = 32_000

export interface TransformersOptions {
  /** what holds `handrail-minilm/`: a folder in Node, an absolute URL in a browser; the same for all embedders of a process */
  modelRoot: string
  /** `int8` unless told */
  model?: EmbeddingModelName
  /** absolute URL of the folder that holds `ort-wasm-simd.wasm`; browsers only */
  wasmRoot?: string
}

/**
 * The embedder on @xenova/transformers, in Node, a page or a worker. Library and model are loaded on first use, once; a failed load
 * is tried again on the next use. Only `modelRoot` and `wasmRoot` are ever read: no other host is contacted.
 *
 * Texts go through one by one: in WebAssembly batches gain nothing, and each text's vector stays independent of its neighbours.
 */
export function createTransformersEmbedder(options: TransformersOptions): Embedder {
  const name = options.model ?? 'int8'
  let loading: ReturnType<typeof load> | undefined
  const extractor = () => {
    loading ??= load(options, name).catch((cause) => {
      loading = undefined
      throw new AppError('embedder-unavailable', `The embedding model could not be loaded: ${messageOf(cause)}`, cause)
    })
    return loading
  }
  async function oneByOne<T>(
    texts: readonly string[],
    signal: AbortSignal | undefined,
    run: (extractor: Extractor, text: string) => Promise<T>,
  ): Promise<T[]> {
    const made: T[] = []
    for (const text of texts) {
      if (made.length > 0) await nextTask()
      signal?.throwIfAborted()
      const ready = await extractor()
      made.push(await run(ready, text.slice(0, MAX_CHARS)).catch(failed))
    }
    return made
  }
  return {
    model: embeddingModels[name].sha256,
    dimensions: DIMENSIONS,
    embed: (texts, signal) => oneByOne(texts, signal, pooled),
    embedTokens: (texts, signal) => oneByOne(texts, signal, withTokens),
  }
}

interface Extractor {
  (text: string, options: { pooling: 'mean' | 'none'; normalize: boolean }): Promise<{ data: unknown }>
  tokenizer: {
    (text: string, options: { truncation: true }): { input_ids: { data: unknown } }
    model: { convert_ids_to_tokens(ids: number[]): string[] }
  }
}

async function load({ modelRoot, wasmRoot }: TransformersOptions, name: EmbeddingModelName): Promise<Extractor> {
  const { env, pipeline } = await import('@xenova/transformers')
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = modelRoot
  env.useBrowserCache = false
  env.useFSCache = false
  const { wasm } = env.backends.onnx
  wasm.numThreads = 1
  if (wasmRoot) wasm.wasmPaths = wasmRoot
  return pipeline('feature-extraction', 'handrail-minilm', { quantized: name === 'int8' })
}

async function pooled(extractor: Extractor, text: string): Promise<Float32Array> {
  const data = floats(await extractor(text, { pooling: 'mean', normalize: true }))
  if (data.length !== DIMENSIONS) throw new TypeError(`the model gave ${data.length} numbers for a text`)
  return Float32Array.from(data)
}

async function withTokens(extractor: Extractor, text: string): Promise<EmbeddedText> {
  const { data } = extractor.tokenizer(text, { truncation: true }).input_ids
  if (!(data instanceof BigInt64Array)) throw new TypeError('the tokenizer gave no token numbers')
  const ids = Array.from(data, Number)
  const states = floats(await extractor(text, { pooling: 'none', normalize: false }))
  if (states.length !== ids.length * DIMENSIONS) throw new TypeError('the model gave no vector for each token')
  return textOfStates(text, ids, extractor.tokenizer.model.convert_ids_to_tokens(ids), states)
}

function floats({ data }: { data: unknown }): Float32Array {
  if (data instanceof Float32Array) return data
  throw new TypeError('the model gave no floats')
}

const failed = (cause: unknown): never => {
  throw new AppError('embedder-unavailable', `The embedding model could not be run: ${messageOf(cause)}`, cause)
}

/** Lets a worker answer other messages between two texts: the runtime itself never yields to them. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
