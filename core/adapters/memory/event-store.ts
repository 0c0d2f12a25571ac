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

interface Row {
  event: LearningEvent
  acknowledged: boolean
}

/** An EventStore that ends with its process: for tests, the simulation and the server's own command line. */
export function createMemoryEventStore(): EventStore {
  const rows = new Map<string, Row>()
  const setAside = new Map<string, { event: LearningEvent; why: string }>()
  const sums: Sums = {}
  let meta = { gen: 0, floor: '', n: 0, lastOkMs: null as number | null }

  const sorted = (keep: (row: Row) => boolean = () => true): LearningEvent[] =>
    [...rows.values()]
      .filter(keep)
      .map((row) => row.event)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  const add = (event: LearningEvent, acknowledged: boolean) => {
    const bucket = bucketOf(event.id)
    rows.set(event.id, { event: structuredClone(event), acknowledged })
    sums[bucket] = addToSum(sums[bucket] ?? emptySum, fingerprint(event))
    meta.n = Math.max(meta.n, event.n)
  }
  const remove = (event: LearningEvent) => {
    rows.delete(event.id)
    const bucket = bucketOf(event.id)
    sums[bucket] = takeFromSum(sums[bucket] ?? emptySum, fingerprint(event))
    if (sums[bucket][0] === 0) delete sums[bucket]
  }

  const isUnsent = (row: Row) => !row.acknowledged

  return {
    state: async () => {
      const unsent = sorted(isUnsent)
      return { ...meta, unsent: unsent.length, oldestUnsentAtMs: unsent[0]?.at ?? null }
    },
    append: async (id, build) => {
      const there = rows.get(id) ?? setAside.get(id)
      if (there) return structuredClone(there.event)
      const event = build({ gen: meta.gen, n: meta.n + 1 })
      add(event, false)
      return structuredClone(event)
    },
    all: async () => structuredClone(sorted()),
    refused: async () => structuredClone([...setAside.values()]),
    unsent: async (limit) => structuredClone(sorted(isUnsent).slice(0, limit)),
    sums: async () => ({ ...sums }),
    ids: async (bucket, after, limit) =>
      sorted((row) => row.event.id > after && bucketOf(row.event.id) === bucket)
        .slice(0, limit)
        .map((event) => event.id),
    get: async (ids) => {
      const found = ids.flatMap((id) => {
        const row = rows.get(id)
        return row ? [row.event] : []
      })
      return structuredClone(found)
    },
    settle: async ({ acknowledged, refused, given, floor }) => {
      const whyById = new Map(refused.map(({ id, why }) => [id, why]))
      for (const id of acknowledged) {
        const row = rows.get(id)
        const why = whyById.get(id)
        if (!row) continue
        row.acknowledged = true
        if (why === undefined) continue
        remove(row.event)
        setAside.set(id, { event: row.event, why })
      }
      for (const event of given) if (!rows.has(event.id)) add(event, true)
      if (floor > meta.floor) {
        meta.floor = floor
        for (const event of sorted((row) => row.acknowledged)) if (bucketOf(event.id) < floor) remove(event)
      }
    },
    noteInSync: async (nowMs) => {
      meta.lastOkMs = nowMs
    },
    restart: async ({ gen, floor }) => {
      rows.clear()
      setAside.clear()
      for (const bucket of Object.keys(sums)) delete sums[bucket]
      meta = { gen, floor, n: 0, lastOkMs: null }
    },
  }
}
