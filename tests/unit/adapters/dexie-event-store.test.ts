import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createDexieEventStore, RecordDatabase } from '#core/adapters/dexie'
import { type EventStore, sumsOf } from '#core/events'
import { eventSource } from '../../support/events.ts'

let names = 0

/** A store whose n-th write from now on fails as a full disk does. */
function open(name = `faulty-${names++}`) {
  const db = new RecordDatabase(name)
  let failAt = Number.POSITIVE_INFINITY
  let writes = 0
  db.use({
    stack: 'dbcore',
    name: 'fault',
    create: (core) => ({
      ...core,
      table: (tableName) => {
        const table = core.table(tableName)
        return {
          ...table,
          mutate: (request) => {
            if (++writes === failAt) return Promise.reject(new DOMException('no room', 'QuotaExceededError'))
            return table.mutate(request)
          },
        }
      },
    }),
  })
  const failAtWrite = (n: number) => {
    writes = 0
    failAt = n
  }
  return { db, store: createDexieEventStore(db), failAtWrite }
}

const snapshot = async (store: EventStore) => [
  await store.state(),
  await store.all(),
  await store.sums(),
  await store.refused(),
]

describe('the Dexie event store on a full disk', () => {
  it('stores all of an event or nothing of it, wherever the room ends, and works again afterwards', async () => {
    for (let failAt = 1; failAt <= 2; failAt++) {
      const { store, failAtWrite } = open()
      const { event } = eventSource()
      const own = event()
      const before = await snapshot(store)
      failAtWrite(failAt)
      const append = () => store.append(own.id, ({ gen, n }) => ({ ...own, gen, n }))
      await expect(append()).rejects.toMatchObject({ code: 'storage-full' })
      expect(await snapshot(store)).toEqual(before)
      failAtWrite(Number.POSITIVE_INFINITY)
      await append()
      expect(await store.sums()).toEqual(sumsOf(await store.all()))
    }
  })

  it('settles all of a reply or nothing of it, wherever the room ends', async () => {
    let failures = 0
    for (let failAt = 1; failAt <= 10; failAt++) {
      const { store, failAtWrite } = open()
      const { event } = eventSource()
      const [a, b, given] = [event(), event(), event()]
      for (const own of [a, b]) await store.append(own.id, ({ gen, n }) => ({ ...own, gen, n }))
      const before = await snapshot(store)
      failAtWrite(failAt)
      const reply = { acknowledged: [a.id, b.id], refused: [{ id: b.id, why: 'bad-data' }], given: [given], floor: '' }
      const done = await store.settle(reply).then(
        () => true,
        () => false,
      )
      failAtWrite(Number.POSITIVE_INFINITY)
      if (done) expect((await store.all()).map((one) => one.id)).toEqual([a.id, given.id])
      else {
        failures++
        expect(await snapshot(store)).toEqual(before)
      }
      expect(await store.sums()).toEqual(sumsOf(await store.all()))
    }
    expect(failures).toBeGreaterThan(3)
  })
})

describe('the Dexie event store and other tabs', () => {
  it('finds its events again after the database was closed and opened', async () => {
    const first = open('kept')
    const own = eventSource().event()
    await first.store.append(own.id, ({ gen, n }) => ({ ...own, gen, n }))
    first.db.close()
    expect(await open('kept').store.all()).toHaveLength(1)
  })

  it('steps aside for a newer version, and says that the page must be reloaded', async () => {
    const { db, store } = open('upgraded')
    await store.state()
    await new Promise<void>((done, failed) => {
      const request = indexedDB.open('upgraded', 9000)
      request.onblocked = () => failed(new Error('blocked'))
      request.onsuccess = () => {
        request.result.close()
        done()
      }
    })
    expect(db.isOpen()).toBe(false)
    await expect(store.state()).rejects.toMatchObject({ code: 'storage-unavailable' })
  })
})
