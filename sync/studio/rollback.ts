import type { Kysely, Transaction } from 'kysely'
import { maySign } from '#core/authoring'
import { AppError, newId } from '#core/base'
import { contentKind } from '#core/content'
import { objectKey, type Release, type ReviewRole, type Trust, type VerifiedApproval } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { type ApprovalInForce, approvalsInForce } from './approvals.ts'
import { readRelease } from './published.ts'
import { listRecords, readRecord, type StudioRecord, saveRecordIn } from './records.ts'
import { ROLLBACK, type Rollback, readRollback } from './set-aside.ts'
import { lastPublished } from './sign-time.ts'
import { objectByHash } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** `stale`: another release took its number, so it has to be signed anew. */
export type RollbackState = Rollback['state'] | 'agreed' | 'stale'

export interface RollbackView extends Rollback {
  id: string
  standing: RollbackState
  by: string
  at: string
  /** who has signed it, for the release it is meant for */
  signed: { role: ReviewRole; person: string }[]
}

/**
 * Proposes to go back to what an earlier release had, for one object or all. Nothing changes by it: an SME and an L&D reviewer
 * sign the older bytes again, for the next release and no other, and that one is composed and signed as any.
 *
 * @throws {AppError} `not-found`, `refused` where nothing differs, `conflict` while another one waits
 */
export function proposeRollback(
  org: Organisation,
  person: string,
  { to, object }: { to: number; object?: { kind: string; id: string } | undefined },
): Promise<RollbackView> {
  return org.db.transaction().execute(async (db) => {
    const last = await lastPublished(db)
    const row = await db
      .selectFrom('release')
      .select('payload')
      .where('version', '=', to)
      .where('published_ms', 'is not', null)
      .executeTakeFirst()
    if (!last || !row) throw new AppError('not-found', `There is no published release ${to}.`)
    const waiting = (await rollbacks(db)).find(({ standing }) => standing === 'proposed' || standing === 'agreed')
    if (waiting)
      throw new AppError(
        'conflict',
        `Going back to release ${waiting.to} waits already; sign that and release it, or cancel it.`,
      )
    const objects = await differing(db, readRelease(last.payload), readRelease(row.payload), object)
    if (objects.length === 0)
      throw new AppError('refused', `Nothing to go back to: release ${last.version} has what release ${to} had.`)
    const id = newId(org)
    const body: Rollback = { to, rollbackIn: last.version + 1, objects, state: 'proposed' }
    await saveRecordIn(org, db, person, { kind: ROLLBACK, id, base: 0, body })
    return needRollback(db, id)
  })
}

/** @throws {AppError} `not-found`, `conflict` once it is done */
export function cancelRollback(org: Organisation, person: string, id: string): Promise<RollbackView> {
  return org.db.transaction().execute(async (db) => {
    const record = await needRecord(db, id)
    const rollback = readRollback(record)
    if (rollback.state === 'done')
      throw new AppError('conflict', 'This is released already; make newer versions, or go back to another release.')
    const body: Rollback = { ...rollback, state: 'cancelled' }
    await saveRecordIn(org, db, person, { kind: ROLLBACK, id, base: record.version, body })
    return needRollback(db, id)
  })
}

/** All, newest first. */
export async function rollbacks(db: Kysely<Schema>): Promise<RollbackView[]> {
  const trust = await currentTrust(db)
  const last = (await lastPublished(db))?.version ?? 0
  const records = await listRecords(db, ROLLBACK)
  const views = await Promise.all(records.map((record) => viewOf(db, trust, last, record)))
  return views.sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** Those that both have signed for the release to come. */
export async function agreedRollbacks(db: Kysely<Schema>): Promise<Set<string>> {
  return new Set((await rollbacks(db)).flatMap(({ id, standing }) => (standing === 'agreed' ? id : [])))
}

/** Marks what the release that is published now carries out. Call it in the transaction of publishing. */
export async function settleRollbacks(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
  release: Release,
): Promise<void> {
  const has = new Map(release.objects.map((entry) => [objectKey(entry), entry]))
  for (const record of await listRecords(db, ROLLBACK)) {
    const rollback = readRollback(record)
    if (rollback.state !== 'proposed' || rollback.rollbackIn !== release.version) continue
    const carried = rollback.objects.every((object) => has.get(objectKey(object))?.sha256 === object.target?.sha256)
    const body: Rollback = { ...rollback, state: 'done' }
    if (carried) await saveRecordIn(org, db, person, { kind: ROLLBACK, id: record.id, base: record.version, body })
  }
}

/**
 * Checks a signature that agrees to go back: it must cover what was proposed, all of it, for the release to come; by somebody who
 * wrote none of it and holds no other role on it.
 *
 * @throws {AppError} `refused`, `conflict`, `forbidden`
 */
export async function checkRollbackApproval(
  db: Kysely<Schema>,
  trust: Trust,
  approval: VerifiedApproval,
): Promise<void> {
  const proposed = (await rollbacks(db)).find(
    ({ standing, rollbackIn }) =>
      (standing === 'proposed' || standing === 'agreed') && rollbackIn === approval.rollbackIn,
  )
  if (!proposed)
    throw new AppError(
      'refused',
      'Nobody proposes to go back in that release; look at what is proposed, and sign that.',
    )
  const wanted = proposed.objects.flatMap(({ kind, id, target }) => (target ? [`${kind} ${id} ${target.sha256}`] : []))
  const signed = approval.objects.map(({ kind, id, sha256 }) => `${kind} ${id} ${sha256}`)
  if (wanted.sort().join() !== signed.sort().join())
    throw new AppError('conflict', 'This is not what is proposed to go back to; look at it again, and sign all of it.')
  for (const { kind, id, sha256 } of approval.objects) {
    const { envelope } = await objectByHash(db, sha256)
    const given = (await approvalsInForce(db, trust, sha256)).get(sha256) ?? []
    // their own ordinary signature in the same role is no hindrance: they say again what they said
    const standing = given.filter(
      ({ rollbackIn, person, role }) =>
        rollbackIn === approval.rollbackIn || (person === approval.person && role !== approval.role),
    )
    const { roles, whyNot } = maySign(envelope, approval.person, [approval.role], standing)
    if (roles.length === 0) throw new AppError('forbidden', `${kind} ${id}: ${whyNot}`)
  }
}

/** @throws {AppError} `not-found` */
async function needRecord(db: Kysely<Schema>, id: string): Promise<StudioRecord> {
  const record = await readRecord(db, ROLLBACK, id)
  if (!record) throw new AppError('not-found', 'There is no such way back.')
  return record
}

async function needRollback(db: Kysely<Schema>, id: string): Promise<RollbackView> {
  return viewOf(db, await currentTrust(db), (await lastPublished(db))?.version ?? 0, await needRecord(db, id))
}

async function viewOf(db: Kysely<Schema>, trust: Trust, last: number, record: StudioRecord): Promise<RollbackView> {
  const rollback = readRollback(record)
  const hashes = rollback.objects.flatMap(({ target }) => target?.sha256 ?? [])
  const approvals =
    rollback.state === 'proposed' ? await approvalsInForce(db, trust, hashes) : new Map<string, ApprovalInForce[]>()
  const signers = (role: ReviewRole) =>
    everywhere(hashes.map((hash) => agreedBy(approvals.get(hash) ?? [], role, rollback.rollbackIn)))
  const signed = (['sme', 'ld'] as const).flatMap((role) => signers(role).map((person) => ({ role, person })))
  return { ...rollback, id: record.id, by: record.person, at: record.at, signed, standing: standing() }

  function standing(): RollbackState {
    if (rollback.state !== 'proposed') return rollback.state
    if (rollback.rollbackIn <= last) return 'stale'
    // what is only taken out needs no bytes signed
    if (hashes.length === 0) return 'agreed'
    return signers('sme').some((sme) => signers('ld').some((ld) => ld !== sme)) ? 'agreed' : 'proposed'
  }
}

const agreedBy = (given: readonly ApprovalInForce[], role: ReviewRole, release: number): string[] =>
  given.filter((one) => one.role === role && one.rollbackIn === release).map(({ person }) => person)

const everywhere = ([first = [], ...rest]: readonly string[][]): string[] =>
  first.filter((one) => rest.every((others) => others.includes(one)))

async function differing(
  db: Kysely<Schema>,
  now: Release,
  then: Release,
  only: { kind: string; id: string } | undefined,
): Promise<Rollback['objects']> {
  const [had, has] = [then, now].map(({ objects }) => new Map(objects.map((entry) => [objectKey(entry), entry])))
  const keys = only ? [objectKey(only)] : [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort()
  const objects: Rollback['objects'] = []
  for (const key of keys) {
    const [before, after] = [had?.get(key), has?.get(key)]
    const entry = after ?? before
    if (!entry || before?.sha256 === after?.sha256) continue
    const { kind, id } = entry
    const { envelope } = await objectByHash(db, entry.sha256)
    objects.push({
      kind,
      id,
      title: contentKind(kind).title(envelope.body),
      upTo: await newestApproved(db, kind, id, entry.version),
      target: before ? { version: before.version, sha256: before.sha256 } : null,
    })
  }
  return objects
}

/** Versions that wait for a release are gone back from too: else the next one would bring them. */
async function newestApproved(db: Kysely<Schema>, kind: string, id: string, atLeast: number): Promise<number> {
  const row = await db
    .selectFrom('object_version as o')
    .select(({ fn }) => fn.max('o.version').as('version'))
    .where('o.kind', '=', kind)
    .where('o.id', '=', id)
    .where('o.sha256', 'in', (eb) => eb.selectFrom('approved_object').select('object'))
    .executeTakeFirst()
  return Math.max(row?.version ?? 0, atLeast)
}
