export { createMemoryReleaseStore } from './release-store.ts'
export { createMemoryVectorCache } from './vector-cache.ts'
