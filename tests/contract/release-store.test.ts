import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, it } from 'vitest'
import { createDexieReleaseStore, LibraryDatabase } from '#core/adapters/dexie'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { sha256Hex, utf8 } from '#core/base'
import { anyState } from '../support/release-states.ts'
import { describeReleaseStore } from './release-store.ts'

let opened = 0
const library = () => new LibraryDatabase(`library-${opened++}`)

describeReleaseStore('memory', async () => createMemoryReleaseStore())
describeReleaseStore('dexie', async () => createDexieReleaseStore(library()))

/** Makes the k-th write of a transaction fail, as a full disk does. */
function failing(db: LibraryDatabase, at: number, error: Error): void {
  let writes = 0
  db.use({
    stack: 'dbcore',
    name: 'failing',
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name)
        return {
          ...table,
          mutate: (request) => (++writes === at ? Promise.reject(error) : table.mutate(request)),
        }
      },
    }),
  })
}

it.each([1, 2, 3])('dexie: a failure at write %i of an install leaves the last release whole', async (at) => {
  const db = library()
  const old = { sha256: sha256Hex('old'), bytes: utf8('old') }
  const fresh = { sha256: sha256Hex('new'), bytes: utf8('new') }
  await createDexieReleaseStore(db).install(anyState(1), [old], new Set([old.sha256]))
  const { name } = db
  db.close()
  const broken = new LibraryDatabase(name)
  failing(broken, at, new Dexie.QuotaExceededError('no room'))
  const store = createDexieReleaseStore(broken)
  await expect(store.install(anyState(2), [fresh], new Set([fresh.sha256]))).rejects.toMatchObject({
    code: 'storage-full',
  })
  broken.close()
  const after = createDexieReleaseStore(new LibraryDatabase(name))
  expect((await after.load())?.revision).toBe(1)
  expect(await after.blob(old.sha256)).toEqual(old.bytes)
  expect(await after.blob(fresh.sha256)).toBeNull()
})

it('dexie: a stored state that is not ours is refused, not believed', async () => {
  const db = library()
  await db.state.put({ key: 'trusted', value: { revision: 1, trust: 'me' } })
  await expect(createDexieReleaseStore(db).load()).rejects.toMatchObject({ code: 'bad-input' })
})

it('dexie: what another page installed is seen by one that looked before', async () => {
  const db = library()
  const [mine, other] = [createDexieReleaseStore(db), createDexieReleaseStore(new LibraryDatabase(db.name))]
  await mine.install(anyState(1), [], new Set())
  expect((await mine.load())?.revision).toBe(1)
  await other.install(anyState(2), [], new Set())
  expect((await mine.load())?.revision).toBe(2)
})
