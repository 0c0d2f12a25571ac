export { serveEmbedder } from './serve-embedder.ts'
export { createTransformersEmbedder, type TransformersOptions } from './transformers-embedder.ts'
export { createWorkerEmbedder } from './worker-embedder.ts'
