import { AppError, parse } from '#core/base'
import { type ReleaseStore, TrustedState } from '#core/releases'
import type { LibraryDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

const KEY = 'trusted'
/** a small row that changes with the large one: whoever read the large one need not read it again to know it is the same */
const STAMP = 'trusted-stamp'

/** The release in IndexedDB. The transaction is awaited, not the request: on a full disk the request succeeds and the commit fails. */
export function createDexieReleaseStore(db: LibraryDatabase): ReleaseStore {
  const { blobs, state: states } = db
  const guard = createGuard(db)
  let known: { stamp: unknown; state: TrustedState } | null = null

  // between the two rows an install may come in: then the stamp is the older one, and the next look reads again
  const read = async (): Promise<TrustedState | null> => {
    const stamp = (await states.get(STAMP))?.value
    if (known && stamp !== undefined && known.stamp === stamp) return known.state
    const row = await states.get(KEY)
    const state = row === undefined ? null : parse(TrustedState, row.value, 'stored release')
    known = state && { stamp, state }
    return state
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
          await states.bulkPut([
            { key: KEY, value: state },
            { key: STAMP, value: crypto.randomUUID() },
          ])
        }),
      ),
    blob: (sha256) => guard(async () => (await blobs.get(sha256))?.bytes ?? null),
    blobs: (sha256s) => guard(async () => (await blobs.bulkGet([...sha256s])).map((row) => row?.bytes ?? null)),
    clear: () =>
      guard(() =>
        db.transaction('rw', [blobs, states], async () => {
          await blobs.clear()
          await states.bulkDelete([KEY, STAMP])
        }),
      ),
  }
}
