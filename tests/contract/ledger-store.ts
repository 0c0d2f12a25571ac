import { describe, expect, it } from 'vitest'
import type { LedgerStore, RequestNote } from '#core/ledger'

const noonMs = new Date(2026, 10, 20, 12).getTime()
let made = 0
const note = (over: Partial<RequestNote> = {}): RequestNote => ({
  id: `request-${made++}`,
  method: 'GET',
  path: '/v1/time',
  outcome: 'ok',
  sentBytes: 0,
  receivedBytes: 100,
  atMs: noonMs,
  ...over,
})

/** What every keeper of the ledger promises. */
export function describeLedgerStore(name: string, open: () => Promise<LedgerStore>): void {
  describe(`${name} of requests`, () => {
    it('holds a request from its start, and once it has ended still once', async () => {
      const store = await open()
      const start = note({ outcome: 'sending', sentBytes: 7, receivedBytes: 0 })
      await store.add([start])
      expect(await store.rows()).toMatchObject([{ outcome: 'sending', count: 1, sentBytes: 7 }])
      await store.add([{ ...start, outcome: 'ok', receivedBytes: 30, atMs: noonMs + 80 }])
      expect(await store.rows()).toMatchObject([{ outcome: 'ok', count: 1, sentBytes: 7, receivedBytes: 30 }])
    })

    it('puts requests of one kind that ended alike into one row, and others into their own', async () => {
      const store = await open()
      const seconds = [0, 45, 90].map((s) => noonMs + s * 1000)
      await store.add(seconds.map((atMs) => note({ atMs })))
      await store.add([note({ outcome: 'no-answer', atMs: noonMs + 100_000, receivedBytes: 0 })])
      await store.add([note({ path: '/v1/sync', method: 'POST', atMs: noonMs + 110_000 })])
      await store.add([note({ atMs: noonMs + 120_000 })])
      expect(await store.rows()).toMatchObject([
        { path: '/v1/time', outcome: 'ok', count: 4, receivedBytes: 400, firstMs: noonMs, lastMs: noonMs + 120_000 },
        { path: '/v1/sync', count: 1 },
        { path: '/v1/time', outcome: 'no-answer', count: 1 },
      ])
    })

    it('leaves a request whose end was never heard in a row of its own', async () => {
      const store = await open()
      await store.add([note({ outcome: 'sending' }), note({ outcome: 'sending', atMs: noonMs + 1 })])
      expect((await store.rows()).map(({ count }) => count)).toEqual([1, 1])
    })

    it('is empty once cleared', async () => {
      const store = await open()
      await store.add([note()])
      await store.clear()
      expect(await store.rows()).toEqual([])
    })
  })
}
