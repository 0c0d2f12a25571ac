import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMemoryVectorCache } from '#core/adapters/memory'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { type CachedEmbedder, createCachedEmbedder, type EmbeddingModelName } from '#core/embedding'
import { dataFolder } from '../client.ts'
import { buildModel } from '../model/index.ts'
import { createFileCachedEmbedder } from '../vector-cache.ts'

/** The embedding model of this checkout, built when missing; its vectors are kept in the data folder's `cache/`. */
export function openEmbedder(model: EmbeddingModelName = 'int8'): CachedEmbedder & { close(): void } {
  const out = fileURLToPath(new URL('../../dist/model', import.meta.url))
  buildModel({ out, log: (line) => console.error(line) })
  const file = createFileCachedEmbedder(
    createTransformersEmbedder({ modelRoot: `${out}/`, model }),
    join(resolve(dataFolder()), 'cache', 'vectors.sqlite'),
  )
  return { ...createCachedEmbedder(file, createMemoryVectorCache()), close: file.close }
}
