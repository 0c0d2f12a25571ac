import 'fake-indexeddb/auto'
import { createDexieEventStore, RecordDatabase } from '#core/adapters/dexie'
import { createMemoryEventStore } from '#core/adapters/memory'
import { describeEventStore } from './event-store.ts'

let opened = 0
describeEventStore('the memory store', async () => createMemoryEventStore())
describeEventStore('the Dexie store', async () => createDexieEventStore(new RecordDatabase(`record-${opened++}`)))
