import type { VectorCache } from '#core/embedding'
import type { LibraryDatabase } from './databases.ts'

/** Vectors beside the library they belong to; dropped with it when space runs out. */
export function createDexieVectorCache({ vectors }: LibraryDatabase): VectorCache {
  return {
    get: async (keys) => (await vectors.bulkGet([...keys])).map((row) => row?.vector),
    put: async (entries) => void (await vectors.bulkPut(entries.map(([key, vector]) => ({ key, vector })))),
  }
}
