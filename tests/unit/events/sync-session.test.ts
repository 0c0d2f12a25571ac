import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpTransport } from '#core/adapters/http'
import { createMemoryEventStore } from '#core/adapters/memory'
import { AppError } from '#core/base'
import { createSyncSession, sumsOf } from '#core/events'
import { createApp } from '../../../sync/app.ts'
import { createDevice, type DeviceOptions } from '../../support/device.ts'
import { eventSource, NOON } from '../../support/events.ts'
import { addDevice, type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

let test: TestOrganisation
let requests: number
let fault: ((request: Request) => Response | Promise<Response> | null) | null
beforeEach(async () => {
  test = await testOrganisation()
  requests = 0
  fault = null
})
afterEach(() => test.remove())

async function device(name: string, options: Partial<DeviceOptions> = {}) {
  const app = createApp(test.org)
  const credential = await addDevice(test.org, 'leo', name)
  return createDevice({
    credential,
    fetch: async (request) => {
      requests++
      return (await fault?.(request)) ?? app.fetch(request)
    },
    ...options,
  })
}
const serverIds = async () =>
  (await test.org.db.selectFrom('event').select('id').orderBy('id').execute()).map((row) => row.id)

describe('a sync session', () => {
  it('has never synced, then waits, then is in sync after one request', async () => {
    const phone = await device('phone', { nowMs: () => 777 })
    expect(await phone.session.state()).toMatchObject({ state: 'never', unsent: 0 })
    const event = await phone.record()
    expect(await phone.session.state()).toMatchObject({ state: 'waiting', unsent: 1, oldestUnsentAtMs: event.at })
    expect(await phone.session.sync()).toEqual({
      state: 'in-sync',
      unsent: 0,
      oldestUnsentAtMs: null,
      lastOkMs: 777,
      message: null,
    })
    expect(requests).toBe(1)
    expect(await serverIds()).toEqual([event.id])
  })

  it('brings two devices of one learner to the same set', async () => {
    const phone = await device('phone', { seed: 1 })
    const laptop = await device('laptop', { seed: 2 })
    for (let i = 0; i < 250; i++) await phone.record()
    for (let i = 0; i < 30; i++) await laptop.record()
    await phone.session.sync()
    expect(await laptop.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await phone.ids()).toEqual(await laptop.ids())
    expect(await phone.ids()).toEqual(await serverIds())
  })

  it('gives a new device thousands of events, and refills a server restored from an old copy', async () => {
    const phone = await device('phone')
    const source = eventSource(5)
    const given = Array.from({ length: 2500 }, () => source.event())
    await phone.store.settle({ acknowledged: [], refused: [], given, floor: '' })
    // everything counts as acknowledged here, and the server has none of it
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await serverIds()).toHaveLength(2500)
    const laptop = await device('laptop')
    expect(await laptop.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await laptop.store.sums()).toEqual(sumsOf(given))
    expect(requests).toBeLessThan(50)
  })

  it('heals a difference in the middle of a month larger than one list', async () => {
    const phone = await device('phone')
    const source = eventSource(6)
    const given = Array.from({ length: 4100 }, () => source.event())
    await phone.store.settle({ acknowledged: [], refused: [], given, floor: '' })
    await phone.session.sync()
    await test.org.db
      .deleteFrom('event')
      .where('id', '=', given[3000]?.id ?? '')
      .execute()
    await test.org.db.deleteFrom('event_sum').execute()
    const [[bucket, [count, xor32, sum48]] = ['', [0, 0, 0] as const]] = Object.entries(
      sumsOf(given.filter((_, i) => i !== 3000)),
    )
    await test.org.db.insertInto('event_sum').values({ learner: 'leo', bucket, count, xor32, sum48 }).execute()
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await serverIds()).toHaveLength(4100)
  }, 60_000)

  it('sets a poisoned event aside and sends the others', async () => {
    const phone = await device('phone')
    const bad = await phone.record({ data: { hits: 'many' } })
    const good = await phone.record()
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync', unsent: 0 })
    expect(await serverIds()).toEqual([good.id])
    expect(await phone.store.refused()).toEqual([{ event: bad, why: 'bad-data' }])
  })

  it('ends in the same set when two devices used one id for different things', async () => {
    const phone = await device('phone', { seed: 3 })
    const laptop = await device('laptop', { seed: 3 })
    await phone.record()
    await laptop.record({ data: { hits: 500 } })
    await phone.session.sync()
    expect(await laptop.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await laptop.store.all()).toEqual(await phone.store.all())
    expect(await laptop.store.refused()).toMatchObject([{ why: 'conflict' }])
  })

  it('finds an acknowledged event that is not the one the server has', async () => {
    const phone = await device('phone', { seed: 3 })
    const event = await phone.record()
    await phone.session.sync()
    const laptop = await device('laptop')
    await laptop.store.settle({ acknowledged: [], refused: [], given: [{ ...event, data: { hits: 500 } }], floor: '' })
    expect(await laptop.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await laptop.store.all()).toEqual([event])
  })

  it('is offline when nothing answers, and when a captive portal does; nothing is lost', async () => {
    const phone = await device('phone')
    await phone.record()
    fault = () => Promise.reject(new TypeError('no route'))
    expect(await phone.session.sync()).toMatchObject({ state: 'offline', unsent: 1, message: null })
    fault = () => new Response('<h1>Welcome to the airport</h1>', { headers: { 'content-type': 'text/html' } })
    expect(await phone.session.sync()).toMatchObject({ state: 'offline', unsent: 1 })
    fault = null
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync', unsent: 0 })
  })

  it('loses and doubles nothing when the answer is lost', async () => {
    const phone = await device('phone')
    await phone.record()
    const app = createApp(test.org)
    fault = async (request) => {
      await app.fetch(request)
      throw new TypeError('connection lost')
    }
    expect(await phone.session.sync()).toMatchObject({ state: 'offline', unsent: 1 })
    fault = null
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
    expect(await serverIds()).toHaveLength(1)
  })

  it('says the server’s sentence when it refuses, and leaves it alone as long as it asked', async () => {
    let now = 1000
    const phone = await device('phone', { nowMs: () => now })
    await phone.record()
    fault = () =>
      Response.json({ code: 'storage-full', message: 'No room.' }, { status: 503, headers: { 'retry-after': '30' } })
    expect(await phone.session.sync()).toMatchObject({ state: 'error', message: 'No room.', unsent: 1 })
    fault = null
    now += 29_000
    await phone.session.sync()
    expect(requests).toBe(1)
    now += 1000
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
  })

  it('does not loop when sums never agree: it says so', async () => {
    const phone = await device('phone')
    await phone.record()
    await phone.session.sync()
    await test.org.db.updateTable('event_sum').set({ xor32: 1 }).execute()
    expect(await phone.session.sync()).toMatchObject({ state: 'error' })
    expect(requests).toBeLessThan(10)
  })

  it('wipes what is of an older generation, and sends none of it', async () => {
    const phone = await device('phone')
    await phone.record()
    await phone.session.sync()
    await phone.record()
    await test.org.db.deleteFrom('event').execute()
    await test.org.db.deleteFrom('event_sum').execute()
    await test.org.db.updateTable('learner').set({ gen: 1 }).execute()
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync', unsent: 0 })
    expect(await phone.ids()).toEqual([])
    expect(await serverIds()).toEqual([])
    expect(await phone.record()).toMatchObject({ gen: 1 })
    expect(await phone.session.sync()).toMatchObject({ state: 'in-sync' })
  })

  it('keeps everything when the server turns out to be older than the erasure', async () => {
    const phone = await device('phone')
    await phone.store.restart({ gen: 5, floor: '' })
    await phone.record()
    expect(await phone.session.sync()).toMatchObject({ state: 'error', unsent: 1 })
    expect(await phone.ids()).toHaveLength(1)
  })

  it('joins a sync that is running, and stops when told to', async () => {
    const phone = await device('phone')
    await phone.record()
    const both = await Promise.all([phone.session.sync(), phone.session.sync()])
    expect(both.map((state) => state.state)).toEqual(['in-sync', 'in-sync'])
    expect(requests).toBe(1)
    await phone.record()
    expect(await phone.session.sync(AbortSignal.abort())).toMatchObject({ state: 'waiting', unsent: 1 })
  })

  it('tells of newer content, and works under the lock it is given', async () => {
    const order: string[] = []
    const store = createMemoryEventStore()
    const app = createApp(test.org)
    const credential = await addDevice(test.org, 'leo')
    const transport = createHttpTransport({ origin: 'http://x.invalid', credential, fetch: async (r) => app.fetch(r) })
    await test.org.db.insertInto('trust').values({ version: 4, jws: '' }).execute()
    const session = createSyncSession({
      store,
      transport,
      nowMs: () => NOON,
      withLock: async (work) => {
        order.push('locked')
        const result = await work()
        order.push('free')
        return result
      },
      onLatest: (latest) => order.push(`trust ${latest.trust}`),
    })
    await session.sync()
    expect(order).toEqual(['locked', 'trust 4', 'free'])
  })

  it('says when this device itself has no room', async () => {
    const store = createMemoryEventStore()
    const full = { ...store, settle: () => Promise.reject(new AppError('storage-full', 'This device is full.')) }
    const phone = await device('phone', { store: full })
    await phone.record()
    expect(await phone.session.sync()).toMatchObject({ state: 'error', message: 'This device is full.', unsent: 1 })
  })
})
