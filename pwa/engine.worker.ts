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
import { createWorkerEmbedder } from '#core/adapters/transformers'
import { createKeyring } from '#core/adapters/webcrypto'
import { createEngine } from '#core/engine'
import { SYNC_LOCK } from './engine-messages.ts'
import { createHeartbeat } from './heartbeat.ts'
import { serveEngine } from './serve-engine.ts'

/** The app's composition root: the engine over this browser's IndexedDB, the organisation's server and the model beside the app. */
const record = new RecordDatabase()
const library = new LibraryDatabase()
/** in a worker of its own: a passage that is embedded keeps no question waiting for its words */
const embedder = createWorkerEmbedder(
  new Worker(new URL('../core/adapters/transformers/embedder-worker.ts', import.meta.url), { type: 'module' }),
  {
    modelRoot: new URL('/model/', self.location.origin).href,
    wasmRoot: new URL('/ort/', self.location.origin).href,
  },
)

const engine = createEngine({
  // asked anew each time: a clock that is set while the app runs counts
  nowMs: () => Date.now(),
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
  changed: () => served.changed(),
  connect: (origin, credential, ledger) =>
    createHttpTransport({ origin, ledger, ...(credential ? { credential } : {}) }),
  withLock: (work) => navigator.locks.request(SYNC_LOCK, work),
})

const heartbeat = createHeartbeat({
  random: Math.random,
  async beat() {
    if (!(await engine.me())) return
    await engine.refresh()
    await engine.sync()
    served.changed()
  },
})
const served = serveEngine({
  engine,
  async warm() {
    await embedder.embed(['ready'])
    if (await engine.me()) await engine.search({ text: 'ready' })
  },
  syncSoon: heartbeat.soon,
})
heartbeat.start()
