import { AppError, parse } from '#core/base'
import { type ReleaseStore, TrustedState } from '#core/releases'
import type { LibraryDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

const KEY = 'trusted'

/** The release in IndexedDB. The transaction is awaited, not the request: on a full disk the request succeeds and the commit fails. */
export function createDexieReleaseStore(db: LibraryDatabase): ReleaseStore {
  const { blobs, state: states } = db
  const guard = createGuard(db)
  const read = async (): Promise<TrustedState | null> => {
    const row = await states.get(KEY)
    return row === undefined ? null : parse(TrustedState, row.value, 'stored release')
  }
  return {
    load: () => guard(read),
    install: (state, added, keep) =>
      guard(() =>
        db.transaction('rw', [blobs, states], async () => {
          if (state.revision !== ((await read())?.revision ?? 0) + 1)
            throw new AppError('conflict', 'The release was updated elsewhere in the meantime; look again.')
          await blobs.bulkPut([...added])
          const held = await blobs.toCollection().primaryKeys()
          await blobs.bulkDelete(held.filter((sha256) => !keep.has(sha256)))
          await states.put({ key: KEY, value: state })
        }),
      ),
    blob: (sha256) => guard(async () => (await blobs.get(sha256))?.bytes ?? null),
    clear: () =>
      guard(() =>
        db.transaction('rw', [blobs, states], async () => {
          await blobs.clear()
          await states.delete(KEY)
        }),
      ),
  }
}
