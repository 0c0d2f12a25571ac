import { createHttpTransport } from '#core/adapters/http'
import { createMemoryEventStore } from '#core/adapters/memory'
import type { Transport } from '#core/base'
import { createSyncSession, type EventStore, type LearningEvent, type SyncSession } from '#core/events'
import { type EventSource, eventSource } from './events.ts'

/** A device as the engine makes one, on storage that ends with the test. */
export interface Device {
  store: EventStore
  transport: Transport
  session: SyncSession
  /** something happened here */
  record(more?: Partial<LearningEvent>): Promise<LearningEvent>
  ids(): Promise<string[]>
}

export interface DeviceOptions {
  fetch(request: Request): Promise<Response>
  credential: string
  seed?: number
  store?: EventStore
  source?: EventSource
  nowMs?(): number
}

export function createDevice(options: DeviceOptions): Device {
  const { fetch, credential, store = createMemoryEventStore(), nowMs = () => 0 } = options
  const source = options.source ?? eventSource(options.seed)
  const transport = createHttpTransport({ origin: 'http://test.invalid', credential, fetch })
  return {
    store,
    transport,
    session: createSyncSession({ store, transport, nowMs }),
    record: async (more = {}) => {
      const event = source.event(more)
      return store.append(event.id, ({ gen, n }) => ({ ...event, gen: more.gen ?? gen, n }))
    },
    ids: async () => (await store.all()).map((event) => event.id),
  }
}
