import type { IndexStore } from '#core/retrieval'

export function createMemoryIndexStore(): IndexStore {
  let stored: unknown = null
  return {
    load: async () => structuredClone(stored),
    save: async (record) => {
      stored = structuredClone(record)
    },
    clear: async () => {
      stored = null
    },
  }
}
