import { checkItem } from '#core/assessment'
import { AppError, newId as makeId, type Transport } from '#core/base'
import type { BodyChecks } from '#core/content'
import { checkPlacement, placementHosts, readPlacement } from '#core/context'
import { createCachedEmbedder, type Embedder, type VectorStore } from '#core/embedding'
import { createEventLog, createSyncSession, type EventLog, type EventStore, type SyncSession } from '#core/events'
import type { UnansweredStore } from '#core/learner'
import { createLedger, type LedgerStore, type RequestLedger } from '#core/ledger'
import type { EnrolmentStore } from '#core/people'
import { readEnrolmentLink } from '#core/people'
import { createUpdater, type ReleaseStore } from '#core/releases'
import type { IndexStore } from '#core/retrieval'
import { createAnswers } from './engine/answers.ts'
import { createAuthoring } from './engine/authoring.ts'
import { createDeviceIndex } from './engine/device-index.ts'
import { createStanding, DEVICE_KEY, enrolDevice, type Keys, meOf, signingKeys } from './engine/enrolment.ts'
import { createGuides } from './engine/guides.ts'
import { createInstalled } from './engine/installed.ts'
import { createLearning } from './engine/learning.ts'
import { createLibrary } from './engine/library.ts'
import { createMeaning } from './engine/meaning.ts'
import { createPage } from './engine/page.ts'
import { createPictures } from './engine/pictures.ts'
import { createPreparation } from './engine/preparation.ts'
import { createReaders } from './engine/readers.ts'
import { createReleaseVectors } from './engine/release-vectors.ts'
import { createReleaseWatch } from './engine/release-watch.ts'
import { createReporting } from './engine/reporting.ts'
import { createReviewing } from './engine/reviewing.ts'
import { createSearch } from './engine/search.ts'
import { createSearchQuality } from './engine/search-quality.ts'
import { createStudio } from './engine/studio.ts'
import { createSuggestions } from './engine/suggestions.ts'
import { createUnanswered } from './engine/unanswered.ts'
import type { Engine, SyncState } from './engine-api.ts'

export type { Engine } from './engine-api.ts'

/** Checks of a body that only the module of its item type or matcher can make; every reader of content hands them in. */
export const bodyChecks: BodyChecks = { item: checkItem, placement: checkPlacement }

/** The world, as a device sees it. */
export interface EngineDeps {
  nowMs(): number
  randomBytes(length: number): Uint8Array
  events: EventStore
  releases: ReleaseStore
  enrolments: EnrolmentStore
  unanswered: UnansweredStore
  keys: Keys
  embedder: Embedder
  /** of every request; nothing is sent that is not written down there first */
  ledger: LedgerStore
  /** vectors made on this device */
  vectors: VectorStore
  indexes: IndexStore
  /** Lets so much time pass; at least everything that waits gets its turn. */
  rest(ms: number): Promise<void>
  /** called when a screen may show something else though nobody called: search by meaning comes nearer */
  changed?(): void
  /** @param credential null before enrolment */
  connect(server: string, credential: string | null, ledger: RequestLedger): Transport
  /** one sync at a time over all of this device's pages (a Web Lock) */
  withLock?<T>(work: () => Promise<T>): Promise<T>
}

/** Composes the modules into what a face can ask (engine-api.ts). Decides nothing itself. */
export function createEngine(deps: EngineDeps): Engine {
  const { nowMs, randomBytes, events, releases, enrolments, keys, embedder, vectors, indexes, rest } = deps
  const ledger = createLedger({ store: deps.ledger, nowMs, newId: () => makeId({ nowMs, randomBytes }) })
  const connect = (server: string, credential: string | null) => deps.connect(server, credential, ledger)
  const installed = createInstalled({ store: releases, checks: bodyChecks, nowMs })
  // never before what the organisation has vouched for: a clock set back must not put an event into a month long gone
  const newId = () => makeId({ nowMs: () => Math.max(nowMs(), installed.timeFloorMs()), randomBytes })
  const changed = () => deps.changed?.()
  const releaseVectors = createReleaseVectors({
    installed,
    own: vectors,
    model: embedder.model,
    dimensions: embedder.dimensions,
  })
  const meaning = createMeaning({
    embedder: createCachedEmbedder(embedder, releaseVectors.cache),
    nowMs,
    rest,
    changed,
  })
  const eventLog = createEventLog({ store: events, nowMs, release: installed.version })
  const log: EventLog = {
    append: async (...event) => {
      // so that the event says under which release it was made, also as the first act after a start
      await installed.current()
      try {
        return await eventLog.append(...event)
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'storage-full')) throw error
        await makeRoom()
        return eventLog.append(...event)
      }
    },
  }
  const standing = createStanding({ store: enrolments, nowMs })
  const { profiles, pathRecommendation } = standing
  const { steps, running, inAttempt, content, ...learning } = createLearning({
    installed,
    meaning,
    store: events,
    log,
    nowMs,
    newId,
    profiles,
    pathRecommendation,
  })
  const library = createLibrary({ installed, record: learning.record, inAttempt, nowMs })
  const { model, dimensions } = embedder
  const index = createDeviceIndex({ installed, store: indexes, model, dimensions })
  const preparation = createPreparation({
    index,
    meaning,
    own: vectors,
    release: releaseVectors,
    nowMs,
    rest,
    changed,
  })
  /** On a full disk what can be computed again goes first. */
  async function makeRoom(): Promise<void> {
    await indexes.clear()
    await vectors.clear()
  }
  const search = createSearch({ installed, index, meaning, prepare, rest, nowMs })
  function prepare() {
    preparation.begin()
    void meaning.warmUp()
  }
  const { forget, ...unanswered } = createUnanswered({
    installed,
    meaning,
    store: deps.unanswered,
    log,
    search,
    nowMs,
  })
  const page = createPage({ installed, meaning, events, record: learning.record, profiles })
  const refusedEarlier = new Set<string>()
  const updaterFor = (transport: Transport) =>
    createUpdater({ store: releases, transport, nowMs, checks: bodyChecks, running, refusedEarlier })

  /** @throws {AppError} `not-enrolled` */
  async function mine() {
    const enrolment = await enrolments.load()
    if (!enrolment)
      throw new AppError('not-enrolled', 'This device is not enrolled yet. Open your enrolment link first.')
    return { ...meOf(enrolment), transport: connect(enrolment.server, enrolment.credential) }
  }

  const watch = createReleaseWatch({
    installed,
    log,
    nowMs,
    newId,
    async update() {
      const updater = updaterFor((await mine()).transport)
      const outcome = await updater.update()
      if (outcome.state !== 'refused' || outcome.code !== 'storage-full') return outcome
      await makeRoom()
      return updater.update()
    },
  })
  const reviewing = createReviewing({ mine, keys, installed, checks: bodyChecks, nowMs })

  let session: SyncSession | null = null
  /** ends with the enrolment: whatever still runs then is for a person who has gone */
  let life = new AbortController()
  let syncing: Promise<unknown> = Promise.resolve()
  async function sessionNow(): Promise<SyncSession> {
    if (session) return session
    const { transport } = await mine()
    session = createSyncSession({
      store: events,
      transport,
      nowMs,
      seen: installed.versions,
      ...(deps.withLock ? { withLock: deps.withLock } : {}),
    })
    return session
  }

  function syncNow(): Promise<SyncState> {
    const { signal } = life
    const state = sessionNow().then(async (found) => {
      // read anew, so that the server is told what is installed now
      await installed.current()
      return found.sync(signal)
    })
    syncing = state.catch(() => {})
    return state
  }

  return {
    previewLink: async (link) => {
      const { server, tenant, fingerprint } = readEnrolmentLink(link)
      return { server, tenant, fingerprint }
    },
    async enrol(link) {
      const enrolment = await enrolDevice(link, {
        store: enrolments,
        keys,
        connect,
        pin: async (transport, tenant, rootHash) => {
          // an earlier try may have got this far and no further
          await releases.clear()
          return updaterFor(transport).pin(tenant, rootHash)
        },
        begin: events.restart,
      })
      await watch.refresh()
      return meOf(enrolment)
    },
    me: async () => {
      const enrolment = await enrolments.load()
      return enrolment && meOf(enrolment)
    },
    async signOut() {
      life.abort()
      life = new AbortController()
      session = null
      await syncing
      await preparation.stop()
      await enrolments.clear()
      await keys.forget(DEVICE_KEY)
      for (const name of signingKeys) await keys.forget(name)
      await events.restart({ gen: 0, floor: '' })
      await releases.clear()
      await forget()
      await index.clear()
      await vectors.clear()
      await ledger.clear()
    },

    release: watch.state,
    async refresh() {
      const state = await watch.refresh()
      preparation.begin()
      const enrolled = await enrolments.load()
      if (enrolled) await standing.refresh(connect(enrolled.server, enrolled.credential))
      return state
    },
    syncState: async () => (await sessionNow()).state(),
    sync: syncNow,

    aids: library.aids,
    search,
    meaningState: async () => preparation.state(),
    notePower: async (power) => preparation.notePower(power),
    suggestions: createSuggestions({ installed, events, aids: library.aids, steps, profiles }),
    ...unanswered,
    ...createSearchQuality(mine),
    open: library.open,
    withdrawn: library.withdrawn,
    ...createPictures({ store: releases, mine }),

    ...page,
    ...createGuides({ installed }),
    noteAnchorLost: async (id, lost) => void (await log.append('anchor-lost', lost, id)),
    toolHosts: async () =>
      placementHosts(
        (await installed.ofKind('placement')).map(({ entry, envelope }) => readPlacement(entry.id, envelope.body)),
      ),
    noteOffered: async (id, { aid, by, placement }) =>
      void (await log.append('aid-offered', { kind: aid.kind, id: aid.id, by, placement }, id)),
    noteOpened: async (id, ref, from, attempt) =>
      void (await log.append('aid-opened', { kind: ref.kind, id: ref.id, from, ...(attempt ? { attempt } : {}) }, id)),
    rateAid: async (id, ref, rating, note) =>
      void (await log.append('aid-rated', { kind: ref.kind, id: ref.id, rating, ...(note ? { note } : {}) }, id)),

    ...createReporting({ installed, store: events, log, nowMs }),

    ...learning,
    ...createAnswers({ content, store: events, log }),
    async exportRecord() {
      const { credential: _, ...enrolment } = (await enrolments.load()) ?? { credential: '' }
      const requests = await ledger.rows()
      const held = { exportedAt: new Date(nowMs()).toISOString(), enrolment, record: await learning.record(), requests }
      return `${JSON.stringify({ ...held, events: await events.all(), refused: await events.refused() }, null, 2)}\n`
    },

    requests: ledger.rows,
    ...createReaders(mine),

    ...reviewing,
    ...createAuthoring({ mine, installed }),
    ...createStudio(mine),
  }
}
