import { expose } from 'comlink'
import { AppError } from '#core/base'
import type { EmbeddedText, Embedder } from '#core/embedding'
import { createTransformersEmbedder, type TransformersOptions } from './transformers-embedder.ts'

export interface RemoteEmbedder {
  configure(options: TransformersOptions): void
  embed(text: string): Promise<Float32Array>
  embedTokens(text: string): Promise<EmbeddedText>
}

/** The other end of `createWorkerEmbedder`: call it once, in a dedicated worker. */
export function serveEmbedder(): void {
  let embedder: Embedder | undefined
  const remote: RemoteEmbedder = {
    configure(options) {
      embedder = createTransformersEmbedder(options)
    },
    async embed(text) {
      const [vector] = (await embedder?.embed([text])) ?? []
      return vector ?? notConfigured()
    },
    async embedTokens(text) {
      const [embedded] = (await embedder?.embedTokens?.([text])) ?? []
      return embedded ?? notConfigured()
    },
  }
  expose(remote)
}

const notConfigured = (): never => {
  throw new AppError('embedder-unavailable', 'The embedding worker was not told where its model is.')
}
