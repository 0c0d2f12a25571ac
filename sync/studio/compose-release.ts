import type { Kysely } from 'kysely'
import { AppError, sha256Hex } from '#core/base'
import { contentKind } from '#core/content'
import { APP_LEVEL, countApprovals, instant, instantMs, objectKey, type Release, releaseText } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { type ApprovalInForce, approvalsInForce } from './approvals.ts'
import { deriveEntries } from './content-checks.ts'
import { readRelease } from './published.ts'
import { lastPublished } from './sign-time.ts'
import { reviewedObjects, type StoredObject, storeBlob } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A release must be renewed within this time, ms. */
const RELEASE_LIFE_MS = 180 * DAY_MS
/** This long before its end a release may be renewed though nothing changed, ms. */
const RENEW_WITHIN_MS = 30 * DAY_MS

interface Plan {
  objects: StoredObject[]
  approvals: ApprovalInForce[]
  leftOut: { kind: string; id: string; reason: string }[]
}

export interface ComposedRelease {
  version: number
  /** of the text an L&D reviewer signs */
  sha256: string
  objects: number
  changed: { kind: string; id: string; version: number }[]
  removed: { kind: string; id: string }[]
  leftOut: Plan['leftOut']
}

/**
 * Composes the next release from the newest approved version of each object and leaves it waiting for an L&D reviewer's
 * signature. One that waits already is replaced.
 *
 * @param actor the L&D lead it is composed for
 * @throws {AppError} `not-approved` nothing is approved yet, `refused` nothing approved has changed
 */
export function composeRelease(org: Organisation, actor: string): Promise<ComposedRelease> {
  return org.db.transaction().execute(async (db) => {
    const plan = await planRelease(db)
    if (plan.objects.length === 0)
      throw new AppError('not-approved', 'Nothing is approved by an SME and an L&D reviewer yet; review first.')
    const last = await lastPublished(db)
    const before = last ? readRelease(last.payload) : null
    const release = await releaseOf(org, db, plan, last && { version: last.version, jws: last.jws })
    const isDue = !before || instantMs(before.expires) - org.nowMs() < RENEW_WITHIN_MS
    if (before && !isDue && sameContent(before, release))
      throw new AppError('refused', `Nothing approved has changed since release ${before.version}.`)

    const payload = releaseText(release)
    const sha256 = sha256Hex(payload)
    await db.deleteFrom('release').where('jws', 'is', null).execute()
    await db
      .insertInto('release')
      .values({ version: release.version, payload_sha256: sha256, payload, jws: null, published_ms: null })
      .execute()
    await org.audit(actor, 'release-composed', `${release.version} ${sha256}`, db)
    const { changed, removed } = changesOf(before, release)
    return {
      version: release.version,
      sha256,
      objects: release.objects.length,
      changed,
      removed,
      leftOut: plan.leftOut,
    }
  })
}

/** The newest approved version of each object, whose source documents are released with it. */
async function planRelease(db: Kysely<Schema>): Promise<Plan> {
  const approvals = await approvalsInForce(db, await currentTrust(db))
  const chosen = new Map<string, { object: StoredObject; pair: ApprovalInForce[] }>()
  for (const object of await reviewedObjects(db)) {
    if (chosen.has(objectKey(object))) continue
    const pair = countApprovals({ ...object, authors: object.envelope.authors }, approvals.get(object.sha256) ?? [])
    if (pair) chosen.set(objectKey(object), { object, pair })
  }
  const leftOut: Plan['leftOut'] = []
  for (const [key, { object }] of chosen) {
    const { kind, id, envelope } = object
    const missing = contentKind(kind)
      .sources(envelope.body)
      .find(({ document }) => !chosen.has(objectKey({ kind: 'document', id: document })))
    if (!missing) continue
    chosen.delete(key)
    leftOut.push({ kind, id, reason: `it rests on document ${missing.document}, which is not approved yet` })
  }
  const kept = [...chosen.values()].sort((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1))
  const used = new Map(kept.flatMap(({ pair }) => pair).map((approval) => [approval.sha256, approval]))
  return { objects: kept.map(({ object }) => object), approvals: [...used.values()], leftOut }
}

async function releaseOf(
  org: Organisation,
  db: Kysely<Schema>,
  plan: Plan,
  last: { version: number; jws: string } | null,
): Promise<Release> {
  const approvals = await Promise.all(
    plan.approvals.map(async ({ sha256 }) => {
      const { bytes } = await db
        .selectFrom('blob')
        .select('bytes')
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow()
      return { sha256, length: bytes.length }
    }),
  )
  const derived = await Promise.all(
    deriveEntries(plan.objects.map(({ envelope }) => envelope)).map(async ({ name, bytes }) => ({
      name,
      sha256: await storeBlob(db, bytes),
      length: bytes.length,
    })),
  )
  return {
    typ: 'release',
    tenant: org.tenant,
    version: (last?.version ?? 0) + 1,
    prev: last ? sha256Hex(last.jws) : null,
    expires: instant(org.nowMs() + RELEASE_LIFE_MS),
    objects: plan.objects.map(({ kind, id, version, sha256, length }) => ({ kind, id, version, sha256, length })),
    approvals: approvals.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    derived,
    minApp: APP_LEVEL,
  }
}

const sameContent = (a: Release, b: Release): boolean =>
  JSON.stringify([a.objects, a.approvals, a.derived]) === JSON.stringify([b.objects, b.approvals, b.derived])

/** What a release brings against the one before. */
export function changesOf(before: Release | null, { objects }: Release) {
  const had = new Map(before?.objects.map((entry) => [objectKey(entry), entry]))
  const has = new Set(objects.map(objectKey))
  const changeOf = (entry: Release['objects'][number]): 'new' | 'changed' | 'same' => {
    const former = had.get(objectKey(entry))
    if (!former) return 'new'
    return former.sha256 === entry.sha256 ? 'same' : 'changed'
  }
  const all = objects.map((entry) => ({ ...entry, change: changeOf(entry) }))
  return {
    all,
    changed: all.filter(({ change }) => change !== 'same').map(({ kind, id, version }) => ({ kind, id, version })),
    removed: [...had.values()].filter((entry) => !has.has(objectKey(entry))).map(({ kind, id }) => ({ kind, id })),
  }
}
