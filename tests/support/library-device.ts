import {
  createMemoryEnrolmentStore,
  createMemoryEventStore,
  createMemoryIndexStore,
  createMemoryLedgerStore,
  createMemoryReleaseStore,
  createMemoryUnansweredStore,
  createMemoryVectorCache,
} from '#core/adapters/memory'
import { AppError, newId, sha256Hex } from '#core/base'
import { type Envelope, objectBytes } from '#core/content'
import type { Embedder } from '#core/embedding'
import { createEngine, type EngineDeps } from '#core/engine'
import { instant, type ReleaseStore, type TrustedState } from '#core/releases'
import { anyState } from './release-states.ts'

/** A moment at which what `install` puts on a device is fresh. */
export const NOON = Date.UTC(2026, 4, 6, 12)

/** A document of such passages under their headings. */
export function documentOf(
  id: string,
  title: string,
  passages: readonly (readonly [heading: string, text: string])[],
): Envelope {
  return {
    kind: 'document',
    id,
    version: 1,
    authors: ['amira'],
    body: {
      title,
      path: `${id}.md`,
      passages: passages.map(([heading, text], i) => ({
        id: `p.${i + 1}`,
        path: [heading],
        blocks: [{ block: 'text', text }],
        text,
        sha256: sha256Hex(text),
      })),
    },
  }
}

/** A job aid of one text. */
export function aidOf(id: string, title: string, text: string, more: Record<string, unknown> = {}): Envelope {
  return {
    kind: 'job-aid',
    id,
    version: 1,
    authors: ['amira'],
    body: {
      title,
      task: `You need to ${title.toLowerCase()}`,
      format: 'steps',
      roles: [],
      competencies: ['refund-limits'],
      reviewBy: '2027-01-31',
      parts: [
        {
          blocks: [{ block: 'text', text }],
          sources: [{ document: 'refunds', passage: 'p.1', sha256: '0'.repeat(64) }],
        },
      ],
      ...more,
    },
  }
}

export const competencyOf = (id: string, title: string, subs: readonly string[]): Envelope => {
  const statement = { verb: 'Do', object: 'it', condition: 'at work', standard: 'right' }
  return {
    kind: 'competency',
    id,
    version: 1,
    authors: ['amira'],
    body: {
      title,
      statement,
      subCompetencies: subs.map((sub) => ({ id: sub, title: sub.replaceAll('-', ' '), statement })),
      provenance: [{ person: 'Head', on: '2026-01-01', evidence: 'policy' }],
    },
  }
}

/** Puts a release into a store as an update does, without the signatures: this is about what lies there. */
export async function install(
  store: ReleaseStore,
  objects: readonly Envelope[],
  derived: readonly { name: string; bytes: Uint8Array }[] = [],
  atMs = NOON,
): Promise<void> {
  const before = await store.load()
  const state = before ?? anyState(0)
  const version = (state.release?.version ?? 0) + 1
  const blobs = objects.map((object) => blobOf(objectBytes(object)))
  const extras = derived.map(({ bytes }) => blobOf(bytes))
  const expires = instant(atMs + 90 * 86_400_000)
  const entries = objects.map(({ kind, id }, i) => ({
    kind,
    id,
    version,
    sha256: blobs[i]!.sha256,
    length: blobs[i]!.bytes.length,
  }))
  const releaseSha256 = sha256Hex(JSON.stringify([version, entries, extras.map(({ sha256 }) => sha256)]))
  const next: TrustedState = {
    ...state,
    revision: state.revision + 1,
    time: {
      typ: 'time',
      tenant: state.tenant,
      version,
      release: { version, sha256: releaseSha256, length: 1 },
      trust: 1,
      audit: { n: 0, head: '0'.repeat(64) },
      signedAt: instant(atMs),
      expires,
    },
    release: {
      typ: 'release',
      tenant: state.tenant,
      version,
      prev: null,
      expires,
      objects: entries,
      approvals: [],
      derived: derived.map(({ name }, i) => ({ name, sha256: extras[i]!.sha256, length: extras[i]!.bytes.length })),
      minApp: 1,
    },
    releaseSha256,
    objects: entries.map((entry) => ({ ...entry, authors: ['amira'], approvals: [], withheld: null })),
    releaseFloor: version,
    installedAtMs: atMs,
  }
  await store.install(next, [...blobs, ...extras], new Set([...blobs, ...extras].map(({ sha256 }) => sha256)))
}

const blobOf = (bytes: Uint8Array) => ({ sha256: sha256Hex(bytes), bytes })

export const TEST_MODEL = sha256Hex('test model')

/** Words to directions: texts that share words lie near each other. Counts what it embeds, and waits where a test says so. */
export function wordEmbedder(model = TEST_MODEL) {
  const embedded: string[] = []
  const world = { embedded, fails: false, before: async (_text: string): Promise<void> => {} }
  const embedder: Embedder = {
    model,
    dimensions: 384,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (const text of texts) {
        await world.before(text)
        signal?.throwIfAborted()
        if (world.fails) throw new AppError('embedder-unavailable', 'no model here')
        embedded.push(text)
        vectors.push(directionOf(text))
      }
      return vectors
    },
  }
  return { embedder, world }
}

export function directionOf(text: string): Float32Array {
  const vector = new Float32Array(384)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = Number.parseInt(sha256Hex(word).slice(0, 8), 16)
    for (let k = 0; k < 4; k++) vector[(hash + k * 97 * (1 + (hash % 13))) % 384]! += k % 2 ? 1 : -1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** An engine over stores that a test can look into, and hand on to the next start of the same device. */
export function libraryDevice(over: Partial<EngineDeps> = {}) {
  const { embedder, world } = wordEmbedder()
  const deps: EngineDeps = {
    nowMs: Date.now,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    events: createMemoryEventStore(),
    ledger: createMemoryLedgerStore(),
    releases: createMemoryReleaseStore(),
    enrolments: createMemoryEnrolmentStore(),
    unanswered: createMemoryUnansweredStore(),
    indexes: createMemoryIndexStore(),
    vectors: createMemoryVectorCache(),
    keys: {
      find: async () => null,
      make: async () => {
        throw new AppError('no-key', 'none here')
      },
      move: async () => {},
      forget: async () => {},
    },
    embedder,
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms < 1000 ? Math.min(ms, 5) : ms)),
    connect: () => {
      throw new AppError('offline', 'no server here')
    },
    ...over,
  }
  const eventId = () => newId(deps)
  return { engine: createEngine(deps), deps, world, eventId }
}
