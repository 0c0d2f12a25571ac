import type { IndexStore } from '#core/retrieval'
import type { LibraryDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

const KEY = 'search'

/** The search index as one row: read in one go, as large as the texts are long. */
export function createDexieIndexStore(db: LibraryDatabase): IndexStore {
  const { indexes } = db
  const guard = createGuard(db)
  return {
    load: () => guard(async () => (await indexes.get(KEY))?.value ?? null),
    save: (value) =>
      guard(() => db.transaction('rw', indexes, async () => void (await indexes.put({ key: KEY, value })))),
    clear: () => guard(async () => void (await indexes.clear())),
  }
}
