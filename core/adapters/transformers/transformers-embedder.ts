import { AppError } from '#core/base'
import { DIMENSIONS, type Embedder, type EmbeddingModelName, embeddingModels } from '#core/embedding'

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
  return {
    model: embeddingModels[name].sha256,
    dimensions: DIMENSIONS,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (const text of texts) {
        if (vectors.length > 0) await nextTask()
        signal?.throwIfAborted()
        vectors.push(await run(await extractor(), text))
      }
      return vectors
    },
  }
}

type Extractor = (text: string, options: { pooling: 'mean'; normalize: true }) => Promise<{ data: unknown }>

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

async function run(extractor: Extractor, text: string): Promise<Float32Array> {
  try {
    const { data } = await extractor(text.slice(0, MAX_CHARS), { pooling: 'mean', normalize: true })
    if (data instanceof Float32Array && data.length === DIMENSIONS) return Float32Array.from(data)
    throw new TypeError(`the model gave no vector of ${DIMENSIONS} floats`)
  } catch (cause) {
    throw new AppError('embedder-unavailable', `The embedding model could not be run: ${messageOf(cause)}`, cause)
  }
}

/** Lets a worker answer other messages between two texts: the runtime itself never yields to them. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
