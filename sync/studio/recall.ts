import type { Kysely, Transaction } from 'kysely'
import { AppError, newId, sha256Hex } from '#core/base'
import { contentKind } from '#core/content'
import {
  APP_LEVEL,
  countApprovals,
  instant,
  MOST_RECALLED,
  objectKey,
  type Recalled,
  type RecallReason,
  type Release,
  releaseText,
} from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce } from './approvals.ts'
import { readLineage } from './lineage-index.ts'
import { readRelease } from './published.ts'
import { saveRecordIn } from './records.ts'
import { RELEASE_LIFE_MS } from './release-life.ts'
import { isRecalled, RECALL, type Recall, type SetAside, setAside } from './set-aside.ts'
import { lastPublished } from './sign-time.ts'
import { inForce, type Stage } from './stages.ts'
import { objectByHash } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

export interface NewRecall {
  kind: string
  id: string
  reason: RecallReason
  note: string
}

/** A release that only takes away, and waits for an L&D reviewer. */
export interface ComposedRecall {
  recall: string
  version: number
  sha256: string
  removed: { kind: string; id: string }[]
}

/**
 * Withdraws an object wherever it is released, and leaves the release without it waiting for a signature. That release brings
 * nothing else: of what is approved meanwhile, nothing comes with it. Where releases go by stages, one follows the other.
 *
 * @param person an L&D reviewer
 * @throws {AppError} `not-found` where no device is given it
 */
export function recallObject(org: Organisation, person: string, wanted: NewRecall): Promise<ComposedRecall> {
  return org.db.transaction().execute(async (db) => {
    const key = objectKey(wanted)
    const given: Release['objects'] = []
    for (const { version } of await inForce(db))
      given.push(...(await payloadOf(db, version)).objects.filter((entry) => objectKey(entry) === key))
    const newest = given.sort((a, b) => b.version - a.version)[0]
    if (!newest) throw new AppError('not-found', `No release in force has ${wanted.kind} ${wanted.id}.`)
    const { envelope } = await objectByHash(db, newest.sha256)
    const title = contentKind(wanted.kind).title(envelope.body)
    const body: Recall = { ...wanted, version: newest.version, sha256: newest.sha256, title }
    await saveRecordIn(org, db, person, { kind: RECALL, id: newId(org), base: 0, body })
    await org.audit(person, 'recalled', `${key} ${newest.version} ${wanted.reason}`, db)
    const composed = await composeRecall(org, db, person)
    if (!composed) throw new AppError('conflict', 'Somebody changed the releases at the same moment; try again.')
    return composed
  })
}

/**
 * Composes the next release that takes away what is recalled, from the oldest release in force that still has it; one that waits
 * for a signature makes room for it.
 *
 * @returns null once no release in force has it
 */
export async function composeRecall(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
): Promise<ComposedRecall | null> {
  const recalled = new Map([...(await setAside(db))].filter(([, { recall }]) => recall !== null))
  if (recalled.size === 0) return null
  const groups = await inForce(db)
  for (const { version, departments } of groups) {
    const base = await payloadOf(db, version)
    const gone = base.objects.filter((entry) => {
      const aside = recalled.get(objectKey(entry))
      return aside !== undefined && isRecalled(aside, entry)
    })
    if (gone.length === 0) continue
    const others = groups.filter((group) => group.version !== version).flatMap((group) => group.departments)
    return store(org, db, person, base, await withResting(db, base, gone), stageFor(departments, others), recalled)
  }
  return null
}

/** Of what was withdrawn and is in no newer version here, what devices are told. */
export function recalledFor(
  asides: ReadonlyMap<string, SetAside>,
  objects: readonly { kind: string; id: string }[],
): Recalled[] {
  const has = new Set(objects.map(objectKey))
  return [...asides]
    .flatMap(([key, { recall, on }]) =>
      recall && !has.has(key) ? [{ kind: recall.kind, id: recall.id, on, reason: recall.reason }] : [],
    )
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .slice(0, MOST_RECALLED)
}

async function store(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
  base: Release,
  gone: readonly { kind: string; id: string }[],
  stage: Stage,
  recalled: ReadonlyMap<string, SetAside>,
): Promise<ComposedRecall> {
  const last = await lastPublished(db)
  const { objects, approvals } = await stillApproved(db, base, new Set(gone.map(objectKey)))
  const release: Release = {
    ...base,
    version: (last?.version ?? 0) + 1,
    prev: last ? sha256Hex(last.jws) : null,
    expires: instant(org.nowMs() + RELEASE_LIFE_MS),
    objects,
    approvals,
    minApp: APP_LEVEL,
    recalled: recalledFor(recalled, objects),
  }
  const payload = releaseText(release)
  const sha256 = sha256Hex(payload)
  const has = new Set(objects.map(objectKey))
  const removed = base.objects.filter((entry) => !has.has(objectKey(entry))).map(({ kind, id }) => ({ kind, id }))
  const recall = removed.map(objectKey).join(', ').slice(0, 500)
  await db.deleteFrom('release').where('jws', 'is', null).execute()
  await db
    .insertInto('release')
    .values({
      version: release.version,
      payload_sha256: sha256,
      payload,
      jws: null,
      published_ms: null,
      stage: stage && JSON.stringify(stage),
      recall,
    })
    .execute()
  await org.audit(person, 'recall-composed', `${release.version} ${sha256}`, db)
  return { recall, version: release.version, sha256, removed }
}

/** What rests on a document that is withdrawn goes with it. */
async function withResting(db: Kysely<Schema>, base: Release, gone: Release['objects']): Promise<Release['objects']> {
  const documents = gone.flatMap(({ kind, id }) => (kind === 'document' ? id : []))
  if (documents.length === 0) return gone
  await readLineage(db)
  const uses = await db
    .selectFrom('passage_use')
    .select('object')
    .distinct()
    .where('document', 'in', documents)
    .execute()
  const resting = new Set(uses.map(({ object }) => object))
  return [...new Set([...gone, ...base.objects.filter(({ sha256 }) => resting.has(sha256))])]
}

/** A key may have been revoked since: one approval of it would make devices refuse all, and the recall with it. */
async function stillApproved(db: Kysely<Schema>, base: Release, gone: ReadonlySet<string>) {
  const inForceNow = await approvalsInForce(db, await currentTrust(db))
  const objects: Release['objects'] = []
  for (const entry of base.objects) {
    if (gone.has(objectKey(entry))) continue
    const { envelope } = await objectByHash(db, entry.sha256)
    const pair = countApprovals({ ...entry, authors: envelope.authors }, inForceNow.get(entry.sha256) ?? [])
    if (pair) objects.push(entry)
  }
  const trusted = new Set([...inForceNow.values()].flat().map(({ sha256 }) => sha256))
  return { objects, approvals: base.approvals.filter(({ sha256 }) => trusted.has(sha256)) }
}

/** As the release it takes from: for everybody but who is given another one. */
function stageFor(departments: readonly (string | null)[], others: readonly (string | null)[]): Stage {
  const named = (list: readonly (string | null)[]) => list.flatMap((one) => one ?? []).sort()
  if (others.length === 0) return null
  if (departments.includes(null)) return { for: 'but', departments: named(others) }
  return { for: 'only', departments: named(departments) }
}

async function payloadOf(db: Kysely<Schema>, version: number): Promise<Release> {
  const { payload } = await db
    .selectFrom('release')
    .select('payload')
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return readRelease(payload)
}
