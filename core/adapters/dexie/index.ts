export { LibraryDatabase, RecordDatabase } from './databases.ts'
export { createDexieReleaseStore } from './release-store.ts'
export { createDexieVectorCache } from './vector-cache.ts'
