import 'fake-indexeddb/auto'
import { createDexieVectorCache, LibraryDatabase } from '#core/adapters/dexie'
import { createMemoryVectorCache } from '#core/adapters/memory'
import { describeVectorCache } from './vector-cache.ts'

let count = 0
describeVectorCache('memory', async () => createMemoryVectorCache())
describeVectorCache('dexie', async () => createDexieVectorCache(new LibraryDatabase(`vector-cache-${count++}`)))
