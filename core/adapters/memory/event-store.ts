import {
  addToSum,
  bucketOf,
  type EventStore,
  emptySum,
  fingerprint,
  type LearningEvent,
  type Sums,
  takeFromSum,
} from '#core/events'

type Row =
  | { event: LearningEvent; standing: 'unsent' | 'acknowledged' }
  | { event: LearningEvent; standing: 'refused'; why: string }

/** An EventStore that ends with its process: for tests, the simulation and the server's own command line. */
export function createMemoryEventStore(): EventStore {
  const rows = new Map<string, Row>()
  const sums: Sums = {}
  let meta = { gen: 0, floor: '', n: 0, lastOkMs: null as number | null }

  const sorted = (keep: (row: Row) => boolean): LearningEvent[] =>
    [...rows.values()]
      .filter(keep)
      .map((row) => row.event)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  const counts = (row: Row) => row.standing !== 'refused'
  const add = (event: LearningEvent, standing: 'unsent' | 'acknowledged') => {
    const bucket = bucketOf(event.id)
    rows.set(event.id, { event: structuredClone(event), standing })
    sums[bucket] = addToSum(sums[bucket] ?? emptySum, fingerprint(event))
    meta.n = Math.max(meta.n, event.n)
  }
  const subtract = (event: LearningEvent) => {
    const bucket = bucketOf(event.id)
    sums[bucket] = takeFromSum(sums[bucket] ?? emptySum, fingerprint(event))
    if (sums[bucket][0] === 0) delete sums[bucket]
  }

  return {
    state: async () => {
      const unsent = sorted((row) => row.standing === 'unsent')
      return { ...meta, unsent: unsent.length, oldestUnsentAtMs: unsent[0]?.at ?? null }
    },
    append: async (id, build) => {
      const there = rows.get(id)
      if (there) return structuredClone(there.event)
      const event = build({ gen: meta.gen, n: meta.n + 1 })
      add(event, 'unsent')
      return event
    },
    all: async () => structuredClone(sorted(counts)),
    refused: async () =>
      structuredClone(
        [...rows.values()].flatMap((row) => (row.standing === 'refused' ? [{ event: row.event, why: row.why }] : [])),
      ),
    unsent: async (limit) => structuredClone(sorted((row) => row.standing === 'unsent').slice(0, limit)),
    sums: async () => ({ ...sums }),
    ids: async (bucket, after, limit) =>
      sorted((row) => counts(row) && row.event.id > after && bucketOf(row.event.id) === bucket)
        .slice(0, limit)
        .map((event) => event.id),
    get: async (ids) => {
      const found = ids.flatMap((id) => {
        const row = rows.get(id)
        return row && counts(row) ? [row.event] : []
      })
      return structuredClone(found)
    },
    settle: async ({ acknowledged, refused, given, floor }) => {
      const whyById = new Map(refused.map(({ id, why }) => [id, why]))
      for (const id of acknowledged) {
        const row = rows.get(id)
        const why = whyById.get(id)
        if (!row || !counts(row)) continue
        if (why === undefined) rows.set(id, { event: row.event, standing: 'acknowledged' })
        else {
          subtract(row.event)
          rows.set(id, { event: row.event, standing: 'refused', why })
        }
      }
      for (const event of given) {
        const row = rows.get(event.id)
        if (!row || !counts(row)) add(event, 'acknowledged')
      }
      if (floor > meta.floor) {
        meta.floor = floor
        for (const row of [...rows.values()])
          if (row.standing === 'acknowledged' && bucketOf(row.event.id) < floor) {
            subtract(row.event)
            rows.delete(row.event.id)
          }
      }
    },
    noteInSync: async (nowMs) => {
      meta.lastOkMs = nowMs
    },
    restart: async ({ gen, floor }) => {
      rows.clear()
      for (const bucket of Object.keys(sums)) delete sums[bucket]
      meta = { gen, floor, n: 0, lastOkMs: null }
    },
  }
}
