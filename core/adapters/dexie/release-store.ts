import Dexie from 'dexie'
import { AppError, parse } from '#core/base'
import { type ReleaseStore, TrustedState } from '#core/releases'
import type { LibraryDatabase } from './databases.ts'

const KEY = 'trusted'

/** The release in IndexedDB. The transaction is awaited, not the request: on a full disk the request succeeds and the commit fails. */
export function createDexieReleaseStore(db: LibraryDatabase): ReleaseStore {
  const { blobs, state: states } = db
  const read = async (): Promise<TrustedState | null> => {
    const row = await states.get(KEY)
    return row === undefined ? null : parse(TrustedState, row.value, 'stored release')
  }
  return {
    load: read,
    install: (state, added, keep) =>
      explained(() =>
        db.transaction('rw', [blobs, states], async () => {
          if (state.revision !== ((await read())?.revision ?? 0) + 1)
            throw new AppError('conflict', 'The release was updated elsewhere in the meantime; look again.')
          await blobs.bulkPut([...added])
          const held = await blobs.toCollection().primaryKeys()
          await blobs.bulkDelete(held.filter((sha256) => !keep.has(sha256)))
          await states.put({ key: KEY, value: state })
        }),
      ),
    blob: async (sha256) => (await blobs.get(sha256))?.bytes ?? null,
    clear: () =>
      db.transaction('rw', [blobs, states], async () => {
        await blobs.clear()
        await states.delete(KEY)
      }),
  }
}

async function explained(write: () => PromiseLike<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (error instanceof AppError) throw error
    if (isQuota(error))
      throw new AppError('storage-full', 'This device has no room for the new release; the last one stays.', error)
    throw error
  }
}

const isQuota = (error: unknown): boolean =>
  error instanceof Dexie.QuotaExceededError ||
  (error instanceof Dexie.DexieError && (error.inner as { name?: string } | undefined)?.name === 'QuotaExceededError')
