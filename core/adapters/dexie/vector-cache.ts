import type { VectorStore } from '#core/embedding'
import type { LibraryDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

/** Vectors beside the library they belong to. */
export function createDexieVectorCache(db: LibraryDatabase): VectorStore {
  const guard = createGuard(db)
  const { vectors } = db
  return {
    get: (keys) => guard(async () => (await vectors.bulkGet([...keys])).map((row) => row?.vector)),
    put: (entries) =>
      guard(async () => void (await vectors.bulkPut(entries.map(([key, vector]) => ({ key, vector }))))),
    delete: (keys) => guard(() => vectors.bulkDelete([...keys])),
    clear: () => guard(() => vectors.clear()),
  }
}
