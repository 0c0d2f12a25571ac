import type { Kysely } from 'kysely'
import { coarseMinutes, reviewMinutes } from '#core/authoring'
import type { ReviewRole } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import type { StoredObject } from './stored-objects.ts'

/** A reviewer opened an object they may sign; only the first time counts. */
export async function noteOpened({ db, nowMs }: Organisation, person: string, object: string): Promise<void> {
  await db
    .insertInto('review_opened')
    .values({ object, person, opened_ms: nowMs() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * A reviewer signed: each object took from its opening to that of the next one, or to signing. Who it was is forgotten with it.
 *
 * @param objects hashes the signature covers
 */
export async function noteSigned(
  db: Kysely<Schema>,
  nowMs: number,
  person: string,
  role: ReviewRole,
  objects: readonly string[],
): Promise<void> {
  const opened = await db
    .selectFrom('review_opened')
    .select(['object', 'opened_ms'])
    .where('person', '=', person)
    .orderBy('opened_ms')
    .execute()
  for (const [at, { object, opened_ms }] of opened.entries()) {
    if (!objects.includes(object)) continue
    const minutes = coarseMinutes((opened[at + 1]?.opened_ms ?? nowMs) - opened_ms)
    if (minutes !== null) await db.insertInto('review_minutes').values({ object, role, minutes }).execute()
  }
  await db.deleteFrom('review_opened').where('person', '=', person).where('object', 'in', objects).execute()
}

/** Newer reviews say more of the next one, and this many are enough. */
const MOST_PAST = 500

/**
 * How long one reviewer's look at an object will take: from past reviews of its kind in its domain where there are enough,
 * else by kind and length.
 */
export async function createReviewMinutes(
  db: Kysely<Schema>,
  domainsOf: (object: StoredObject['envelope']) => Promise<string[]>,
  objects: (sha256: string) => Promise<StoredObject | null>,
): Promise<(object: StoredObject, domains: readonly string[], role: ReviewRole) => number> {
  const rows = await db.selectFrom('review_minutes').selectAll().orderBy('n', 'desc').limit(MOST_PAST).execute()
  const past = new Map<string, number[]>()
  for (const { object, role, minutes } of rows) {
    const stored = await objects(object)
    if (!stored) continue
    for (const domain of await domainsOf(stored.envelope)) {
      const key = `${role} ${stored.kind} ${domain}`
      past.set(key, [...(past.get(key) ?? []), minutes])
    }
  }
  return ({ kind, envelope }, domains, role) =>
    reviewMinutes(
      kind,
      wordsIn(envelope.body),
      domains.flatMap((domain) => past.get(`${role} ${kind} ${domain}`) ?? []),
    )
}

/** Words a reader meets: ids and hashes have no space in them. The brief is read beside it, a passage's text says its blocks again. */
function wordsIn(value: unknown): number {
  if (typeof value === 'string') return /\s/.test(value.trim()) ? value.trim().split(/\s+/).length : 0
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + wordsIn(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      name === 'brief' || name === 'sources' || (name === 'text' && 'blocks' in value) ? sum : sum + wordsIn(each),
    0,
  )
}
