import type { Kysely, Transaction } from 'kysely'
import { AppError, parseJson } from '#core/base'
import {
  addToSum,
  bucketOf,
  canonicalJson,
  emptySum,
  eventKind,
  fingerprintOf,
  firstThatFit,
  LearningEvent,
  MAX_EVENTS,
  parseEvent,
  type Sums,
  type SyncReply,
  type SyncRequest,
  type Versions,
} from '#core/events'
import type { Schema } from './database.ts'
import { learnerRow } from './learner-row.ts'
import type { Organisation } from './organisation.ts'
import { markOtherScores } from './rescore.ts'

/**
 * One exchange with a device, in one transaction: what it brings is added, what it lacks is listed. Resolves after the
 * commit, so an answer means that the events are on the disk.
 *
 * @param learner from the credential, never from the request
 */
export function exchange(org: Organisation, learner: string, request: SyncRequest): Promise<SyncReply> {
  return org.db.transaction().execute((db) => exchangeWithin(db, org.nowMs(), learner, request))
}

/** The same, inside a transaction that is already there. */
export async function exchangeWithin(
  db: Transaction<Schema>,
  nowMs: number,
  learner: string,
  request: SyncRequest,
): Promise<SyncReply> {
  const { gen, floor } = await learnerRow(db, learner)
  const reply = { now: nowMs, gen, floor, latest: await latestVersions(db) }
  // a device of another generation is only told so: what it holds was erased, or this server is an old copy
  if (request.gen !== gen) return { ...reply, sums: {}, give: [], want: [], more: [], refused: [] }
  const { taken, refused } = sift(request.events, gen, floor)
  refused.push(...(await addEvents(db, learner, taken, nowMs)))
  const not = new Set(refused.map(({ id }) => id))
  await markOtherScores(
    db,
    learner,
    taken.filter(({ id }) => !not.has(id)),
  )
  const { give, want, more } = await difference(db, learner, request)
  return { ...reply, sums: await readSums(db, learner), give, want, more, refused }
}

type Refusals = SyncReply['refused']

/** Each event by itself: what cannot be taken is named with its reason, the others go on. Nothing is refused for its clock. */
function sift(events: readonly unknown[], gen: number, floor: string): { taken: LearningEvent[]; refused: Refusals } {
  const taken = new Map<string, LearningEvent>()
  const refused: Refusals = []
  for (const value of events) {
    const event = readable(value)
    if (!event) refused.push({ id: idOf(value), why: 'bad-event' })
    else if (event.gen !== gen) refused.push({ id: event.id, why: 'other-generation' })
    else if (bucketOf(event.id) < floor) refused.push({ id: event.id, why: 'below-floor' })
    else {
      const why = misfit(event)
      if (why) refused.push({ id: event.id, why })
      else if (!taken.has(event.id)) taken.set(event.id, event)
    }
  }
  return { taken: [...taken.values()], refused }
}

function readable(value: unknown): LearningEvent | null {
  try {
    return parseEvent(value)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const idOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id).slice(0, 60) : ''

/** Kinds and versions this server does not know are kept as they are: a newer device wrote them. */
function misfit(event: LearningEvent): string | null {
  const kind = eventKind(event.kind)
  if (!kind) return null
  if (kind.from === 'server') return 'server-only'
  if (event.v > kind.v) return null
  try {
    kind.parse(event.data)
    return null
  } catch (error) {
    if (error instanceof AppError) return 'bad-data'
    throw error
  }
}

/** Adds events to a person's set, each once; the caller has checked them. @returns those whose id has another body there */
export async function addEvents(
  db: Transaction<Schema>,
  learner: string,
  events: LearningEvent[],
  nowMs: number,
): Promise<Refusals> {
  if (events.length === 0) return []
  const rows = events.map((event) => ({
    learner,
    id: event.id,
    bucket: bucketOf(event.id),
    kind: event.kind,
    body: canonicalJson(event),
    received_ms: nowMs,
  }))
  const inserted = await db
    .insertInto('event')
    .values(rows)
    .onConflict((c) => c.columns(['learner', 'id']).doNothing())
    .returning('id')
    .execute()
  const isNew = new Set(inserted.map((row) => row.id))
  await bumpSums(
    db,
    learner,
    rows.filter((row) => isNew.has(row.id)),
  )
  return conflicts(
    db,
    learner,
    rows.filter((row) => !isNew.has(row.id)),
  )
}

async function bumpSums(
  db: Transaction<Schema>,
  learner: string,
  rows: readonly { bucket: string; body: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const before = await readSums(db, learner)
  const sums: Sums = {}
  for (const { bucket, body } of rows)
    sums[bucket] = addToSum(sums[bucket] ?? before[bucket] ?? emptySum, fingerprintOf(body))
  // sorted: two writers on a larger database take the rows in the same order
  for (const [bucket, [count, xor32, sum48]] of Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)))
    await db
      .insertInto('event_sum')
      .values({ learner, bucket, count, xor32, sum48 })
      .onConflict((c) => c.columns(['learner', 'bucket']).doUpdateSet({ count, xor32, sum48 }))
      .execute()
}

/** The same id with another body: the first stays. */
async function conflicts(
  db: Transaction<Schema>,
  learner: string,
  rows: readonly { id: string; body: string }[],
): Promise<Refusals> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const stored = await db
    .selectFrom('event')
    .select(['id', 'body'])
    .where('learner', '=', learner)
    .where('id', 'in', ids)
    .execute()
  const bodyById = new Map(stored.map((row) => [row.id, row.body]))
  return rows.filter((row) => bodyById.get(row.id) !== row.body).map(({ id }) => ({ id, why: 'conflict' }))
}

async function readSums(db: Kysely<Schema>, learner: string): Promise<Sums> {
  const rows = await db.selectFrom('event_sum').selectAll().where('learner', '=', learner).execute()
  return Object.fromEntries(rows.map((row) => [row.bucket, [row.count, row.xor32, row.sum48]]))
}

async function difference(db: Transaction<Schema>, learner: string, { ids = {}, spans = {} }: SyncRequest) {
  const give: LearningEvent[] = []
  const want: string[] = []
  const more: string[] = []
  for (const [bucket, listed] of Object.entries(ids)) {
    const span = spans[bucket] ?? { after: '', upTo: null }
    let query = db.selectFrom('event').select('id').where('learner', '=', learner).where('bucket', '=', bucket)
    if (span.after !== '') query = query.where('id', '>', span.after)
    if (span.upTo !== null) query = query.where('id', '<=', span.upTo)
    const mine = (await query.orderBy('id').execute()).map((row) => row.id)
    const has = new Set(mine)
    const theirs = new Set(listed)
    const lacking = mine.filter((id) => !theirs.has(id))
    const wanted = listed.filter((id) => !has.has(id))
    const bodies = await bodiesOf(db, learner, lacking.slice(0, MAX_EVENTS - give.length))
    const fit = firstThatFit([...give, ...bodies]).length - give.length
    give.push(...bodies.slice(0, fit))
    const room = MAX_EVENTS - want.length
    want.push(...wanted.slice(0, room))
    if (fit < lacking.length || wanted.length > room) more.push(bucket)
  }
  return { give, want, more }
}

async function bodiesOf(db: Transaction<Schema>, learner: string, ids: string[]): Promise<LearningEvent[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('event')
    .select('body')
    .where('learner', '=', learner)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map((row) => parseJson(LearningEvent, row.body, 'stored event'))
}

async function latestVersions(db: Kysely<Schema>): Promise<Versions> {
  const { max } = db.fn
  const trust = await db.selectFrom('trust').select(max('version').as('version')).executeTakeFirst()
  const time = await db.selectFrom('time').select(max('version').as('version')).executeTakeFirst()
  const release = await db
    .selectFrom('release')
    .select(max('version').as('version'))
    .where('published_ms', 'is not', null)
    .executeTakeFirst()
  return { trust: trust?.version ?? 0, time: time?.version ?? 0, release: release?.version ?? 0 }
}
