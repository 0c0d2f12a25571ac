import type { VectorCache } from '#core/embedding'

export function createMemoryVectorCache(): VectorCache {
  const byKey = new Map<string, Int8Array>()
  return {
    get: async (keys) => keys.map((key) => byKey.get(key)?.slice()),
    put: async (entries) => {
      for (const [key, vector] of entries) byKey.set(key, vector.slice())
    },
  }
}
