import {
  createDexieEnrolmentStore,
  createDexieEventStore,
  createDexieIndexStore,
  createDexieLedgerStore,
  createDexieReleaseStore,
  createDexieUnansweredStore,
  createDexieVectorCache,
  LedgerDatabase,
  LibraryDatabase,
  RecordDatabase,
} from '#core/adapters/dexie'
import { createHttpTransport } from '#core/adapters/http'
import { createKeyring } from '#core/adapters/webcrypto'
import { createEngine, type Engine } from '#core/engine'
import { tellChanged } from './changes.ts'
import { createPackagedEmbedder } from './embedder.ts'

/** The extension's composition root: the engine over this browser's IndexedDB, the server and the packaged model. */
export function composeEngine(): { engine: Engine; warm(): Promise<void> } {
  const embedder = createPackagedEmbedder()
  const record = new RecordDatabase()
  const library = new LibraryDatabase()
  const engine = createEngine({
    nowMs: Date.now,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    events: createDexieEventStore(record),
    enrolments: createDexieEnrolmentStore(record),
    unanswered: createDexieUnansweredStore(record),
    keys: createKeyring(record.keys),
    ledger: createDexieLedgerStore(new LedgerDatabase()),
    releases: createDexieReleaseStore(library),
    indexes: createDexieIndexStore(library),
    vectors: createDexieVectorCache(library),
    embedder,
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    changed: tellChanged,
    connect: (origin, credential, ledger) =>
      createHttpTransport({ origin, ledger, ...(credential ? { credential } : {}) }),
    withLock: (work) => navigator.locks.request('handrail-sync', work),
  })
  return {
    engine,
    async warm() {
      await embedder.embed(['ready'])
      await engine.search({ text: 'ready', limit: 1 })
    },
  }
}
