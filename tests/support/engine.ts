import { createHttpTransport } from '#core/adapters/http'
import {
  createMemoryEnrolmentStore,
  createMemoryEventStore,
  createMemoryIndexStore,
  createMemoryLedgerStore,
  createMemoryReleaseStore,
  createMemoryUnansweredStore,
  createMemoryVectorCache,
} from '#core/adapters/memory'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { createKeyring } from '#core/adapters/webcrypto'
import { newId } from '#core/base'
import type { Embedder } from '#core/embedding'
import { createEngine, type Engine } from '#core/engine'
import { builtModel } from './model.ts'

/** one model for all devices of a test */
export const realEmbedder = createTransformersEmbedder({ modelRoot: builtModel() })

export interface TestDevice {
  engine: Engine
  /** false: nothing answers, as in a tunnel */
  online: boolean
  newId(): string
}

/** A whole engine on storage that ends with the test, with the real model, reaching a server in this process or over HTTP. */
export function testDevice(
  send: (request: Request) => Response | Promise<Response>,
  nowMs: () => number = Date.now,
  embedder: Embedder = realEmbedder,
): TestDevice {
  const rows = new Map<string, { name: string; value: unknown }>()
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const device: TestDevice = {
    online: true,
    newId: () => newId({ nowMs, randomBytes }),
    engine: createEngine({
      nowMs,
      randomBytes,
      events: createMemoryEventStore(),
      releases: createMemoryReleaseStore(),
      ledger: createMemoryLedgerStore(),
      enrolments: createMemoryEnrolmentStore(),
      unanswered: createMemoryUnansweredStore(),
      keys: createKeyring({
        get: async (name) => rows.get(name),
        add: async (row) => {
          if (rows.has(row.name)) throw new Error('there already')
          rows.set(row.name, row)
        },
        delete: async (name) => rows.delete(name),
      }),
      indexes: createMemoryIndexStore(),
      vectors: createMemoryVectorCache(),
      embedder,
      rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      connect: (origin, credential, ledger) =>
        createHttpTransport({
          origin,
          ledger,
          ...(credential ? { credential } : {}),
          fetch: async (request) => {
            if (!device.online) throw new TypeError('fetch failed')
            return send(request)
          },
        }),
    }),
  }
  return device
}
