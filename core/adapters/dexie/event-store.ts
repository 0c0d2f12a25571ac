import {
  addToSum,
  bucketOf,
  type EventStore,
  emptySum,
  fingerprint,
  type LearningEvent,
  parseEvent,
  type Sums,
  takeFromSum,
} from '#core/events'
import type { RecordDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

interface Meta {
  gen: number
  floor: string
  n: number
  lastOkMs: number | null
  sums: Sums
}
const SYNC = 'sync'
const fresh: Meta = { gen: 0, floor: '', n: 0, lastOkMs: null, sums: {} }
/** IndexedDB counts in 32 bits and throws above */
const MOST_ROWS = 0xffff_ffff
const UNSENT = 0
const ACKNOWLEDGED = 1
const REFUSED = 2
/** refused events leave their month and their id: no list and no sum counts them, and the server's may take the place */
const REFUSED_BUCKET = 'refused'
const setAside = (id: string): string => `refused:${id}`

/**
 * EventStore over IndexedDB. The event, its place in the outbox, the sums and the counter change in one transaction of a
 * database opened with strict durability; a method resolves when the transaction has committed, not when a request has.
 */
export function createDexieEventStore(db: RecordDatabase): EventStore {
  const { events, meta } = db
  const guard = createGuard(db)
  const readMeta = async (): Promise<Meta> =>
    structuredClone(((await meta.get(SYNC))?.value as Meta | undefined) ?? fresh)
  const read = <T>(work: () => Promise<T>) => guard(() => db.transaction('r', events, meta, work))
  const change = <T>(work: (now: Meta) => Promise<T>) =>
    guard(() =>
      db.transaction('rw', events, meta, async () => {
        const now = await readMeta()
        const result = await work(now)
        await meta.put({ key: SYNC, value: now })
        return result
      }),
    )
  const eventOf = (row: { event: unknown }): LearningEvent => parseEvent(row.event, 'stored event')
  const firstUnsent = (limit: number) =>
    events.where('acked').equals(UNSENT).limit(Math.min(limit, MOST_ROWS)).toArray()

  const count = (now: Meta, event: LearningEvent) => {
    const bucket = bucketOf(event.id)
    now.sums[bucket] = addToSum(now.sums[bucket] ?? emptySum, fingerprint(event))
    now.n = Math.max(now.n, event.n)
  }
  const uncount = (now: Meta, event: LearningEvent) => {
    const bucket = bucketOf(event.id)
    const left = takeFromSum(now.sums[bucket] ?? emptySum, fingerprint(event))
    if (left[0] === 0) delete now.sums[bucket]
    else now.sums[bucket] = left
  }

  return {
    state: () =>
      read(async () => {
        const { gen, floor, n, lastOkMs } = await readMeta()
        const unsent = await events.where('acked').equals(UNSENT).count()
        const [oldest] = await firstUnsent(1)
        return { gen, floor, n, lastOkMs, unsent, oldestUnsentAtMs: oldest ? eventOf(oldest).at : null }
      }),
    append: (id, build) =>
      change(async (now) => {
        const there = (await events.get(id)) ?? (await events.get(setAside(id)))
        if (there) return eventOf(there)
        const event = build({ gen: now.gen, n: now.n + 1 })
        await events.add({ id, bucket: bucketOf(id), acked: UNSENT, event })
        count(now, event)
        return event
      }),
    all: () => read(async () => (await events.where('acked').belowOrEqual(ACKNOWLEDGED).sortBy('id')).map(eventOf)),
    refused: () =>
      read(async () =>
        (await events.where('acked').equals(REFUSED).toArray()).map((row) => ({
          event: eventOf(row),
          why: row.why ?? '',
        })),
      ),
    unsent: (limit) => read(async () => (await firstUnsent(limit)).map(eventOf)),
    sums: () => read(async () => (await readMeta()).sums),
    ids: (bucket, after, limit) =>
      read(async () => {
        const ids = await events.where('bucket').equals(bucket).primaryKeys()
        return ids
          .filter((id) => id > after)
          .sort()
          .slice(0, limit)
      }),
    get: (ids) =>
      read(async () => {
        const rows = await events.bulkGet([...ids])
        return rows.flatMap((row) => (row ? [eventOf(row)] : []))
      }),
    settle: ({ acknowledged, refused, given, floor }) =>
      change(async (now) => {
        const whyById = new Map(refused.map(({ id, why }) => [id, why]))
        for (const row of await events.bulkGet([...acknowledged])) {
          if (!row) continue
          const why = whyById.get(row.id)
          if (why === undefined) {
            if (row.acked === UNSENT) await events.put({ ...row, acked: ACKNOWLEDGED })
          } else {
            uncount(now, eventOf(row))
            await events.delete(row.id)
            await events.put({ ...row, id: setAside(row.id), bucket: REFUSED_BUCKET, acked: REFUSED, why })
          }
        }
        const there = await events.bulkGet(given.map((event) => event.id))
        for (const [i, event] of given.entries()) {
          if (there[i]) continue
          await events.put({ id: event.id, bucket: bucketOf(event.id), acked: ACKNOWLEDGED, event })
          count(now, event)
        }
        if (floor > now.floor) {
          now.floor = floor
          const old = await events.where('bucket').below(floor).toArray()
          for (const row of old.filter(({ acked }) => acked === ACKNOWLEDGED)) {
            uncount(now, eventOf(row))
            await events.delete(row.id)
          }
        }
      }),
    noteInSync: (nowMs) =>
      change(async (now) => {
        now.lastOkMs = nowMs
      }),
    restart: ({ gen, floor }) =>
      change(async (now) => {
        await events.clear()
        Object.assign(now, { ...fresh, sums: {}, gen, floor })
      }),
  }
}
