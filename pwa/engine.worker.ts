import {
  createDexieEnrolmentStore,
  createDexieEventStore,
  createDexieReleaseStore,
  createDexieVectorCache,
  LibraryDatabase,
  RecordDatabase,
} from '#core/adapters/dexie'
import { createHttpTransport } from '#core/adapters/http'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { createKeyring } from '#core/adapters/webcrypto'
import { createCachedEmbedder } from '#core/embedding'
import { createEngine } from '#core/engine'
import { SYNC_LOCK } from './engine-messages.ts'
import { createHeartbeat } from './heartbeat.ts'
import { serveEngine } from './serve-engine.ts'

const record = new RecordDatabase()
const library = new LibraryDatabase()
const root = `${self.location.origin}/`
const embedder = createTransformersEmbedder({ modelRoot: `${root}model/`, wasmRoot: `${root}ort/` })

const engine = createEngine({
  nowMs: Date.now,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  events: createDexieEventStore(record),
  enrolments: createDexieEnrolmentStore(record),
  keys: createKeyring(record.keys),
  releases: createDexieReleaseStore(library),
  embedder: createCachedEmbedder(embedder, createDexieVectorCache(library)),
  connect: (origin, credential) => createHttpTransport({ origin, ...(credential ? { credential } : {}) }),
  withLock: (work) => navigator.locks.request(SYNC_LOCK, work),
})

const heartbeat = createHeartbeat({
  beat: async () => {
    if ((await engine.me()) === null) return
    await engine.refresh()
    await engine.sync()
    changed()
  },
  random: Math.random,
})
const { changed } = serveEngine({
  engine,
  warm: async () => void (await embedder.embed(['warm'])),
  syncSoon: heartbeat.soon,
})
heartbeat.start()
