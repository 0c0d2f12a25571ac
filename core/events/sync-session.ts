import { AppError, parse, retryAfterMs, type Transport } from '#core/base'
import type { SyncState } from '../engine-api.ts'
import type { EventStore } from './event-store.ts'
import { bucketOf, type LearningEvent, parseEvent } from './learning-event.ts'
import { differingBuckets } from './sums.ts'
import { MAX_EVENTS, PROTOCOL, SyncReply, type SyncRequest, type Versions } from './sync-protocol.ts'
import { createBucketWalk, firstThatFit } from './sync-request.ts'

export interface SyncSessionDeps {
  store: EventStore
  transport: Transport
  nowMs(): number
  /** one device syncs once at a time over all its pages: a face gives a Web Lock */
  withLock?<T>(work: () => Promise<T>): Promise<T>
  /** what is installed here, told to the server */
  seen?(): Versions
  /** told after each reply: a higher number than ours is worth a look */
  onLatest?(latest: Versions): void
}

export interface SyncSession {
  /**
   * Exchanges until the outbox is empty and all sums equal the server's, or something is in the way; never throws for
   * what the state can say. A call during another joins it.
   */
  sync(signal?: AbortSignal): Promise<SyncState>
  state(): Promise<SyncState>
}

/** A year of work behind and ahead is a hundred requests; this is only against going round for ever. */
const MAX_ROUNDS = 2000

export function createSyncSession(deps: SyncSessionDeps): SyncSession {
  const { store, nowMs, withLock = (work) => work() } = deps
  let running: Promise<void> | null = null
  let failure: AppError | null = null
  let notBeforeMs = Number.NEGATIVE_INFINITY

  async function state(): Promise<SyncState> {
    const { unsent, oldestUnsentAtMs, lastOkMs } = await store.state()
    const told = { unsent, oldestUnsentAtMs, lastOkMs, message: null }
    if (running) return { ...told, state: 'syncing' }
    if (failure?.code === 'offline') return { ...told, state: 'offline' }
    if (failure) return { ...told, state: 'error', message: failure.message }
    if (unsent > 0) return { ...told, state: 'waiting' }
    return { ...told, state: lastOkMs === null ? 'never' : 'in-sync' }
  }

  async function attempt(signal: AbortSignal | undefined): Promise<void> {
    try {
      await withLock(() => exchange(deps, signal))
      failure = null
    } catch (error) {
      if (signal?.aborted) return
      if (!(error instanceof AppError)) throw error
      failure = error
      notBeforeMs = nowMs() + (retryAfterMs(error) ?? 0)
    }
  }

  return {
    state,
    sync: async (signal) => {
      if (!running && nowMs() < notBeforeMs) return state()
      running ??= attempt(signal).finally(() => {
        running = null
      })
      await running
      return state()
    },
  }
}

/** Both sides say what they have; whoever lacks something gets it. Nothing here remembers what the other side had. */
async function exchange(deps: SyncSessionDeps, signal: AbortSignal | undefined): Promise<void> {
  const { store, transport, nowMs } = deps
  const walk = createBucketWalk(store)
  const offeredAgain = new Set<string>()
  let wanted: string[] = []
  let differing: string[] = []
  for (let round = 0; round < MAX_ROUNDS; round++) {
    signal?.throwIfAborted()
    const { gen } = await store.state()
    const events = await nextEvents(store, wanted)
    const ask = await walk.next(differing)
    const catchingUp = wanted.length > 0
    const request: SyncRequest = { proto: PROTOCOL, now: nowMs(), gen, events, ...ask }
    if (deps.seen) request.seen = deps.seen()
    const reply = parse(
      SyncReply,
      await transport.postJson('/v1/sync', request, signal ? { signal } : {}),
      'sync reply',
    )
    deps.onLatest?.(reply.latest)
    if (reply.gen > gen) {
      // the learner was erased: what is left here must not come back
      await store.restart({ gen: reply.gen, floor: reply.floor })
      wanted = []
      differing = []
      continue
    }
    if (reply.gen < gen) throw new AppError('server-behind', BEHIND)

    const sent = new Set(events.map((event) => event.id))
    const given = reply.give.flatMap(readable)
    await store.settle({
      acknowledged: [...sent],
      refused: reply.refused.filter(({ id }) => sent.has(id)),
      given,
      floor: reply.floor,
    })
    wanted = [...new Set([...wanted.filter((id) => !sent.has(id)), ...reply.want])]

    const found = new Set([...given.map((event) => event.id), ...reply.want].map(bucketOf))
    const barren = walk.answered(ask, found, new Set(reply.more))
    const { unsent } = await store.state()
    differing = unsent > 0 ? [] : differingBuckets(await store.sums(), reply.sums)
    if (unsent === 0 && differing.length === 0) return store.noteInSync(nowMs())
    // while wanted events are still on their way a difference proves nothing
    for (const bucket of catchingUp ? [] : barren.filter((name) => differing.includes(name))) {
      // same ids, other sums: an event differs. Sent again, the server names it as a conflict and its own stands.
      if (offeredAgain.has(bucket)) throw new AppError('sums-differ', DIFFER)
      offeredAgain.add(bucket)
      wanted = [...wanted, ...(await store.ids(bucket, '', Number.MAX_SAFE_INTEGER))]
    }
  }
  throw new AppError('sums-differ', DIFFER)
}

const BEHIND =
  'The server has an older state of your record than this device; nothing was changed. Tell your administrator.'
const DIFFER = 'This device and the server do not agree on your record although everything was sent; it is tried again.'

async function nextEvents(store: EventStore, wanted: readonly string[]): Promise<LearningEvent[]> {
  const own = await store.unsent(MAX_EVENTS)
  const room = MAX_EVENTS - own.length
  const known = new Set(own.map((event) => event.id))
  const more = room > 0 ? await store.get(wanted.filter((id) => !known.has(id)).slice(0, room)) : []
  return firstThatFit([...own, ...more])
}

/** One unreadable event is left out and the others are taken; the sums keep saying that something is missing. */
function readable(value: unknown): LearningEvent[] {
  try {
    return [parseEvent(value, 'event from the server')]
  } catch {
    return []
  }
}
