import type { VectorStore } from '#core/embedding'

export function createMemoryVectorCache(): VectorStore {
  const byKey = new Map<string, Int8Array>()
  return {
    get: async (keys) => keys.map((key) => byKey.get(key)?.slice()),
    put: async (entries) => {
      for (const [key, vector] of entries) byKey.set(key, vector.slice())
    },
    delete: async (keys) => {
      for (const key of keys) byKey.delete(key)
    },
    clear: async () => byKey.clear(),
  }
}
