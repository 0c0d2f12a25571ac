import {
  createMemoryEnrolmentStore,
  createMemoryEventStore,
  createMemoryIndexStore,
  createMemoryLedgerStore,
  createMemoryReleaseStore,
  createMemoryUnansweredStore,
  createMemoryVectorCache,
} from '#core/adapters/memory'
import { createKeyring } from '#core/adapters/webcrypto'
import { AppError, newId, sha256Hex, type Transport } from '#core/base'
import type { Envelope } from '#core/content'
import { bodyChecks, createEngine, type Engine } from '#core/engine'
import type { EventStore } from '#core/events'
import { createUpdater, type ReleaseStore } from '#core/releases'
import type { ItemResponse, PresentedItem } from '../../core/engine-api.ts'
import { demoObjects } from './demo-content.ts'
import { after, createPress, type Files, makeKeys, transportOf } from './release-world.ts'
import { wordEmbedder } from './word-embedder.ts'

/** What a device keeps when its program ends. */
export interface Disk {
  events: EventStore
  releases: ReleaseStore
}
export const emptyDisk = (): Disk => ({ events: createMemoryEventStore(), releases: createMemoryReleaseStore() })

/** The demo's content as releases 1, 2, ...; what a server serves grows with each. */
export async function demoReleases() {
  const press = createPress(await makeKeys())
  const objects = demoObjects().filter(({ kind }) => kind !== 'document')
  const files: Files = new Map(await press.publish({ version: 1, objects }))
  return {
    objects,
    files,
    async publish(version: number, changed: Envelope[]) {
      for (const [path, bytes] of await press.publish({ version, objects: changed })) files.set(path, bytes)
    },
  }
}

/** A program that starts on a disk, takes what the files give, and may die. */
export async function startedOn(disk: Disk, files: Files, { dieAfter = Number.POSITIVE_INFINITY } = {}) {
  const nowMs = () => after(1)
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const offline = () => Promise.reject(new AppError('offline', 'no network'))
  const transport: Transport = { ...transportOf(files), postJson: offline, getJson: offline, deleteJson: offline }
  const updater = createUpdater({ store: disk.releases, transport, nowMs, checks: bodyChecks })
  if (!(await disk.releases.load())) {
    await updater.pin('larkfield', sha256Hex(files.get('/v1/trust/1') as Uint8Array))
    await updater.update()
  }
  let left = dieAfter
  const enrolments = createMemoryEnrolmentStore()
  await enrolments.save({
    server: 'https://desk.example',
    tenant: 'larkfield',
    rootHash: 'a'.repeat(64),
    person: 'leo',
    name: 'Leo',
    roles: ['learner'],
    profiles: [],
    pathRecommendation: true,
    device: 'phone',
    credential: 'c'.repeat(40),
    demo: true,
  })
  const engine: Engine = createEngine({
    nowMs,
    randomBytes,
    events: {
      ...disk.events,
      // what was committed is there, and nobody hears of it any more
      append: async (id, build) => {
        if (left <= 0) throw new AppError('storage-unavailable', 'dead')
        const stored = await disk.events.append(id, build)
        left -= 1
        if (left <= 0) throw new AppError('storage-unavailable', 'dead')
        return stored
      },
    },
    releases: disk.releases,
    enrolments,
    ledger: createMemoryLedgerStore(),
    unanswered: createMemoryUnansweredStore(),
    keys: createKeyring({ get: async () => undefined, add: async () => undefined, delete: async () => undefined }),
    indexes: createMemoryIndexStore(),
    vectors: createMemoryVectorCache(),
    embedder: wordEmbedder(),
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    connect: () => transport,
  })
  return { engine, newId: () => newId({ nowMs, randomBytes }) }
}

/** Some answer that can be handed in. */
export function anyResponse(control: PresentedItem['control']): ItemResponse {
  const first = (options: readonly { id: string }[]) => options[0]?.id ?? ''
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: 'The weather is nice today and I like to have lunch in the garden with friends.' }
    case 'order':
      return { answer: 'order', order: control.options.map(({ id }) => id) }
    case 'choose-and-justify':
      return { answer: 'choose-and-justify', choice: first(control.options), reason: first(control.reasons) }
    case 'choose':
      return { answer: 'choose', choices: [first(control.options)] }
    case 'number':
      return { answer: 'number', value: '1' }
    case 'match':
      return { answer: 'match', pairs: control.lefts.map(({ id }) => ({ left: id, right: first(control.rights) })) }
    case 'fill':
      return {
        answer: 'fill',
        fields: control.fields.map((field) => ({
          field: field.id,
          value: field.options ? first(field.options) : field.type === 'day' ? '2026-05-04' : '1',
        })),
      }
    case 'locate':
      return { answer: 'locate', x: 500, y: 500 }
    case 'dialogue': {
      const choices: string[] = []
      let turn = control.turns.find(({ id }) => id === control.start)
      while (turn?.replies[0]) {
        const [reply] = turn.replies
        choices.push(reply.id)
        turn = control.turns.find(({ id }) => id === reply.next)
      }
      return { answer: 'dialogue', choices }
    }
  }
}
