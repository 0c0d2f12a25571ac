import 'fake-indexeddb/auto'
import { createDexieLedgerStore, LedgerDatabase } from '#core/adapters/dexie'
import { createMemoryLedgerStore } from '#core/adapters/memory'
import { describeLedgerStore } from './ledger-store.ts'

let opened = 0
describeLedgerStore('the memory store', async () => createMemoryLedgerStore())
describeLedgerStore('the Dexie store', async () => createDexieLedgerStore(new LedgerDatabase(`ledger-${opened++}`)))
