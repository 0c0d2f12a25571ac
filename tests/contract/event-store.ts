import { describe, expect, it } from 'vitest'
import { type EventStore, type LearningEvent, sumsOf } from '#core/events'
import { eventSource } from '../support/events.ts'

/** What every EventStore promises. `open` gives an empty one. */
export function describeEventStore(name: string, open: () => Promise<EventStore>): void {
  const own = (store: EventStore, event: LearningEvent) =>
    store.append(event.id, ({ gen, n }) => ({ ...event, gen, n }))
  const nothing = { acknowledged: [], refused: [], given: [], floor: '' }

  describe(`${name} keeps events`, () => {
    it('begins empty', async () => {
      const store = await open()
      expect(await store.state()).toEqual({
        gen: 0,
        floor: '',
        n: 0,
        lastOkMs: null,
        unsent: 0,
        oldestUnsentAtMs: null,
      })
      expect(await store.all()).toEqual([])
      expect(await store.sums()).toEqual({})
    })

    it('adds an own event to the set, the outbox, the sums and the counter at once', async () => {
      const store = await open()
      const { event } = eventSource()
      const first = await own(store, event())
      const second = await own(store, event())
      expect([first.n, second.n]).toEqual([1, 2])
      expect(await store.all()).toEqual([first, second])
      expect(await store.unsent(10)).toEqual([first, second])
      expect(await store.unsent(1)).toEqual([first])
      expect(await store.unsent(Number.MAX_SAFE_INTEGER)).toEqual([first, second])
      expect(await store.sums()).toEqual(sumsOf([first, second]))
      expect(await store.state()).toMatchObject({ n: 2, unsent: 2, oldestUnsentAtMs: first.at })
    })

    it('records an id once, however often it is tried, also at the same time', async () => {
      const store = await open()
      const event = eventSource().event()
      const tries = await Promise.all([1, 2, 3].map((hits) => own(store, { ...event, data: { hits } })))
      expect(new Set(tries.map((stored) => JSON.stringify(stored.data))).size).toBe(1)
      expect(await store.all()).toHaveLength(1)
      expect(await store.sums()).toEqual(sumsOf(await store.all()))
    })

    it('stores nothing when building the event fails', async () => {
      const store = await open()
      const { id } = eventSource()
      const broken = () => {
        throw new Error('no such thing')
      }
      await expect(store.append(id(), broken)).rejects.toThrow()
      expect(await store.state()).toMatchObject({ n: 0, unsent: 0 })
      expect(await store.sums()).toEqual({})
    })

    it('gives numbers above any it was given', async () => {
      const store = await open()
      const { event } = eventSource()
      await store.settle({ ...nothing, given: [event({ n: 41 })] })
      expect((await own(store, event())).n).toBe(42)
    })

    it('keeps what was handed out apart from what is stored', async () => {
      const store = await open()
      const stored = await own(store, eventSource().event())
      const [taken] = await store.all()
      if (taken) taken.data.hits = 99
      expect(await store.all()).toEqual([stored])
    })
  })

  describe(`${name} settles with the server`, () => {
    it('takes acknowledged events out of the outbox and keeps them', async () => {
      const store = await open()
      const { event } = eventSource()
      const [a, b] = [await own(store, event()), await own(store, event())]
      await store.settle({ ...nothing, acknowledged: [a.id] })
      expect(await store.unsent(10)).toEqual([b])
      expect(await store.all()).toEqual([a, b])
    })

    it('adds given events once, without sending them', async () => {
      const store = await open()
      const given = eventSource().event()
      await store.settle({ ...nothing, given: [given] })
      await store.settle({ ...nothing, given: [given] })
      expect(await store.all()).toEqual([given])
      expect(await store.unsent(10)).toEqual([])
      expect(await store.sums()).toEqual(sumsOf([given]))
    })

    it('sets a refused event aside with its reason: it counts no more, and is not lost', async () => {
      const store = await open()
      const { event } = eventSource()
      const [bad, good] = [await own(store, event()), await own(store, event())]
      await store.settle({ ...nothing, acknowledged: [bad.id, good.id], refused: [{ id: bad.id, why: 'bad-data' }] })
      expect(await store.all()).toEqual([good])
      expect(await store.refused()).toEqual([{ event: bad, why: 'bad-data' }])
      expect(await store.sums()).toEqual(sumsOf([good]))
      expect(await store.unsent(10)).toEqual([])
      expect(await store.get([bad.id, good.id])).toEqual([good])
      expect(await store.ids('2026-11', '', 10)).toEqual([good.id])
    })

    it('lets the event of the server take the place of a refused one, which stays set aside', async () => {
      const store = await open()
      const mine = await own(store, eventSource().event())
      const theirs = { ...mine, data: { hits: 50 } }
      await store.settle({ ...nothing, acknowledged: [mine.id], refused: [{ id: mine.id, why: 'conflict' }] })
      await store.settle({ ...nothing, given: [theirs] })
      expect(await store.all()).toEqual([theirs])
      expect(await store.sums()).toEqual(sumsOf([theirs]))
      expect(await store.refused()).toEqual([{ event: mine, why: 'conflict' }])
    })

    it('does not record a refused id again', async () => {
      const store = await open()
      const mine = await own(store, eventSource().event())
      await store.settle({ ...nothing, acknowledged: [mine.id], refused: [{ id: mine.id, why: 'bad-data' }] })
      expect(await own(store, mine)).toEqual(mine)
      expect(await store.state()).toMatchObject({ unsent: 0 })
    })

    it('lists the ids of a month page by page', async () => {
      const store = await open()
      const { event } = eventSource()
      const ids = []
      for (let i = 0; i < 5; i++) ids.push((await own(store, event())).id)
      await store.settle({ ...nothing, given: [eventSource(2, Date.UTC(2026, 9, 1)).event()] })
      expect(await store.ids('2026-11', '', 2)).toEqual(ids.slice(0, 2))
      expect(await store.ids('2026-11', ids[1] ?? '', 9)).toEqual(ids.slice(2))
      expect(await store.ids('2026-10', '', 9)).toHaveLength(1)
    })

    it('drops acknowledged events below a raised floor, and never unsent ones', async () => {
      const store = await open()
      const old = eventSource(3, Date.UTC(2020, 0, 5))
      const unsent = await own(store, old.event())
      const kept = eventSource().event()
      await store.settle({ ...nothing, given: [old.event(), kept] })
      await store.settle({ ...nothing, floor: '2026-01' })
      expect(await store.all()).toEqual([unsent, kept])
      expect(await store.sums()).toEqual(sumsOf([unsent, kept]))
      expect(await store.state()).toMatchObject({ floor: '2026-01' })
    })

    it('remembers when it last had the same set as the server', async () => {
      const store = await open()
      await store.noteInSync(1234)
      expect(await store.state()).toMatchObject({ lastOkMs: 1234 })
    })

    it('begins anew in another generation', async () => {
      const store = await open()
      const { event } = eventSource()
      await own(store, event())
      await store.restart({ gen: 2, floor: '2026-01' })
      expect(await store.all()).toEqual([])
      expect(await store.sums()).toEqual({})
      expect(await store.state()).toMatchObject({ gen: 2, floor: '2026-01', n: 0, unsent: 0 })
      expect((await own(store, event())).gen).toBe(2)
    })
  })
}
