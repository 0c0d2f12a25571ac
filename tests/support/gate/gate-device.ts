import { createHttpTransport } from '#core/adapters/http'
import {
  createMemoryEnrolmentStore,
  createMemoryEventStore,
  createMemoryIndexStore,
  createMemoryLedgerStore,
  createMemoryUnansweredStore,
  createMemoryVectorCache,
} from '#core/adapters/memory'
import { createKeyring } from '#core/adapters/webcrypto'
import { textOf } from '#core/base'
import { createEngine } from '#core/engine'
import type { ReleaseStore } from '#core/releases'
import type { ReleaseState } from '../../../core/engine-api.ts'
import { wordEmbedder } from '../word-embedder.ts'

export interface GateDevice {
  /** looks for a release as it does every minute, and hands in what it recorded */
  refresh(): Promise<ReleaseState>
  /** everything it would show or keep, as text */
  held(): Promise<string>
  /** answers instead of the server; null leaves a request to it */
  intercept(answer: (path: string) => Uint8Array | null | Promise<Uint8Array | null>): void
  store: ReleaseStore
}

/** A learner's whole engine, enrolled at the server; nothing in it knows that it is tested. */
export async function createGateDevice(deps: {
  fetch(request: Request): Promise<Response>
  store: ReleaseStore
  nowMs(): number
  link: unknown
}): Promise<GateDevice> {
  let answer: Parameters<GateDevice['intercept']>[0] = () => null
  const rows = new Map<string, { name: string; value: unknown }>()
  const engine = createEngine({
    nowMs: deps.nowMs,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    events: createMemoryEventStore(),
    releases: deps.store,
    ledger: createMemoryLedgerStore(),
    enrolments: createMemoryEnrolmentStore(),
    unanswered: createMemoryUnansweredStore(),
    keys: createKeyring({
      get: async (name) => rows.get(name),
      add: async (row) => rows.set(row.name, row),
      delete: async (name) => rows.delete(name),
    }),
    indexes: createMemoryIndexStore(),
    vectors: createMemoryVectorCache(),
    embedder: wordEmbedder(),
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    connect: (origin, credential, ledger) =>
      createHttpTransport({
        origin,
        ledger,
        ...(credential ? { credential } : {}),
        fetch: async (request) => {
          const bytes = await answer(new URL(request.url).pathname)
          return bytes ? new Response(new Uint8Array(bytes)) : deps.fetch(request)
        },
      }),
  })
  const { path } = deps.link as { path: string }
  await engine.enrol(`https://handrail.test${path}`)
  return {
    store: deps.store,
    intercept: (given) => {
      answer = given
    },
    async refresh() {
      const state = await engine.refresh()
      await engine.sync()
      return state
    },
    async held() {
      const state = await deps.store.load()
      const blobs = await deps.store.blobs((state?.objects ?? []).map(({ sha256 }) => sha256))
      const aids = await engine.aids()
      const opened = await Promise.all(aids.map((aid) => engine.open(aid).catch(() => null)))
      return [JSON.stringify(aids), JSON.stringify(opened), ...blobs.map((b) => (b ? textOf(b, 'object') : ''))].join(
        '\n',
      )
    },
  }
}
