import { AppError } from '#core/base'
import type { EventStore } from './event-store.ts'
import { parseEvent } from './learning-event.ts'
import { type DataOf, type EventKindName, type EventOf, eventKind } from './registry.ts'

export interface EventLog {
  /**
   * Records that something happened, once for each id however often it is tried.
   *
   * @param id made by `newId` where the intent arose, before the first try
   * @returns the event as stored; the first one when the id was used before
   * @throws {AppError} `bad-input` data that does not fit its kind; and what the store throws
   */
  append<K extends EventKindName>(kind: K, data: DataOf<K>, id: string): Promise<EventOf<K>>
}

export interface EventLogDeps {
  store: EventStore
  nowMs(): number
  /** version of the release in force, 0 for none */
  release(): number
}

export function createEventLog({ store, nowMs, release }: EventLogDeps): EventLog {
  return {
    append: async <K extends EventKindName>(name: K, data: DataOf<K>, id: string): Promise<EventOf<K>> => {
      const kind = eventKind(name)
      if (!kind) throw new AppError('unknown-kind', `There is no event kind "${name}".`)
      // fails before the store is touched, and leaves out what a schema leaves out
      const checked = kind.parse(withoutUndefined(data))
      const draft = { id, kind: name, v: kind.v, at: Math.round(nowMs()), release: release(), data: checked }
      parseEvent({ ...draft, gen: 0, n: 0 }, name)
      const stored = await store.append(id, ({ gen, n }) => parseEvent({ ...draft, gen, n }, name))
      if (stored.kind !== name)
        throw new AppError('conflict', `The id ${id} already names an event of kind ${stored.kind}; make a new one.`)
      return stored as EventOf<K>
    },
  }
}

/** An optional field given as undefined is the same as one not given; JSON has no undefined. */
const withoutUndefined = (data: unknown): unknown =>
  typeof data === 'object' && data !== null
    ? Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
    : data
