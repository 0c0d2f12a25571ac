import { noUnanswered, type UnansweredStore } from '#core/learner'

export function createMemoryUnansweredStore(): UnansweredStore {
  let stored = noUnanswered
  return {
    load: async () => structuredClone(stored),
    change: async (next) => {
      stored = structuredClone(next(stored))
      return structuredClone(stored)
    },
  }
}
