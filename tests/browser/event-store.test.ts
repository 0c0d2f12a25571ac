import { createDexieEventStore, RecordDatabase } from '#core/adapters/dexie'
import { describeEventStore } from '../contract/event-store.ts'

describeEventStore('the Dexie store in Chromium', async () =>
  createDexieEventStore(new RecordDatabase(`record-${crypto.randomUUID()}`)),
)
