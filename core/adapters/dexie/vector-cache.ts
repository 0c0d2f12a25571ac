import type { VectorCache } from '#core/embedding'
import type { LibraryDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

/** Vectors beside the library they belong to. */
export function createDexieVectorCache(db: LibraryDatabase): VectorCache {
  const guard = createGuard(db)
  const { vectors } = db
  return {
    get: (keys) => guard(async () => (await vectors.bulkGet([...keys])).map((row) => row?.vector)),
    put: (entries) =>
      guard(async () => void (await vectors.bulkPut(entries.map(([key, vector]) => ({ key, vector }))))),
  }
}
