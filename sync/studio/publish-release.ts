import type { Kysely } from 'kysely'
import { saidStage } from '#core/authoring'
import { AppError, textOf, utf8 } from '#core/base'
import { contentKind } from '#core/content'
import {
  holderOf,
  MAX_RELEASE_BYTES,
  type Release,
  readSignedRelease,
  signRelease,
  type Trust,
  unverifiedText,
} from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { changesOf } from './compose-release.ts'
import { assertReleasable } from './domain-blocks.ts'
import { readKeyFile } from './key-files.ts'
import { readRelease } from './published.ts'
import { composeRecall } from './recall.ts'
import { settleRollbacks } from './rollback.ts'
import { needRecallAccepted } from './search-checks.ts'
import { lastPublished, signCurrentTime } from './sign-time.ts'
import { readStage, type StageChoice, stageOf } from './stages.ts'
import { objectByHash } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'
import { tryRelease } from './try-release.ts'

/** The release that waits for a signature, with the exact text to sign, or null. Fields beyond `payload` are for showing it. */
export async function waitingRelease(db: Kysely<Schema>) {
  const row = await waitingRow(db)
  if (!row) return null
  const release = readRelease(row.payload)
  const last = await lastPublished(db)
  const { all, removed } = changesOf(last && readRelease(last.payload), release)
  const objects = await Promise.all(
    all.map(async ({ kind, id, version, sha256, change }) => ({
      kind,
      id,
      version,
      change,
      title: contentKind(kind).title((await objectByHash(db, sha256)).envelope.body),
    })),
  )
  const { version, payload_sha256: sha256, payload } = row
  return { version, sha256, payload, objects, removed, recall: row.recall, stage: readStage(row.stage) }
}

export interface PublishOptions {
  /** somebody's word that it may answer fewer of the organisation's own questions than the last one */
  acceptLowerRecall?: boolean
  /** whom it goes to first; everybody unless told. A recall goes to all who have what it takes away. */
  departments?: StageChoice | undefined
}

/**
 * Publishes the waiting release under an L&D reviewer's signature over exactly its text, and says so in a new time.
 *
 * @param person who signed; null for the demo's key file
 * @throws {AppError} `not-found`, `conflict` another one waits now, `release-refused` an approval was withdrawn meanwhile, or devices would refuse it,
 * `lower-recall` unless that is accepted, `forbidden` signed by somebody else, `blocked` by contradictions found meanwhile, and as `readSignedRelease`
 */
export async function publishRelease(
  org: Organisation,
  person: string | null,
  version: number,
  jws: string,
  { acceptLowerRecall = false, departments = 'all' }: PublishOptions = {},
): Promise<void> {
  const urgent = (await waitingRow(org.db))?.recall ?? null
  // what is withdrawn may have answered a question: it is withdrawn all the same
  const accepted = urgent === null && (await needRecallAccepted(org, acceptLowerRecall))
  await org.db.transaction().execute(async (db) => {
    const row = await waitingRow(db)
    if (!row || row.version !== version)
      throw new AppError('not-found', `Release ${version} does not wait for a signature.`)
    const trust = await currentTrust(db)
    const bytes = utf8(jws)
    const { signer } = await readSignedRelease(trust, bytes)
    if (unverifiedText(bytes, MAX_RELEASE_BYTES, 'release') !== row.payload)
      throw new AppError('conflict', `Another release ${version} was composed meanwhile; look at it and sign that one.`)
    if (person !== null && signer !== person)
      throw new AppError('forbidden', 'A release is sent by the person who signed it.')
    const release = readRelease(row.payload)
    await checkStillApproved(db, trust, release)
    const last = await lastPublished(db)
    if (row.recall === null) await assertReleasable(db, release.objects, last && readRelease(last.payload))
    await tryRelease(org, db, version, bytes)
    const stage = row.recall === null ? stageOf(departments) : readStage(row.stage)
    await db
      .updateTable('release')
      .set({ jws, published_ms: org.nowMs(), stage: stage && JSON.stringify(stage) })
      .where('version', '=', version)
      .execute()
    await org.audit(signer, 'release-published', `${version} ${row.payload_sha256}`, db)
    if (stage) await org.audit(signer, 'release-staged', `${version} ${saidStage(stage)}`, db)
    if (accepted) await org.audit(signer, 'lower-recall-accepted', String(version), db)
    await settleRollbacks(org, db, signer, release)
    // where releases go by stages, the next one that still has what is withdrawn is to be signed now
    await composeRecall(org, db, signer)
    await signCurrentTime(org, db)
  })
}

/** Signs the waiting release with the demo's L&D key file. @throws {AppError} `refused` unless this is a demo */
export async function demoSignRelease(org: Organisation, version: number, options: PublishOptions = {}): Promise<void> {
  if (!org.demo || process.env.NODE_ENV === 'production')
    throw new AppError(
      'refused',
      'Only a demo has a key file that can sign; here an L&D reviewer signs in the review page.',
    )
  const row = await waitingRow(org.db)
  if (!row) throw new AppError('not-found', 'No release waits for a signature.')
  const { signer } = await readKeyFile(org.folder, 'demo-ld')
  const jws = textOf(await signRelease(row.payload, signer), 'release')
  await publishRelease(org, null, version, jws, options)
}

const waitingRow = (db: Kysely<Schema>) =>
  db.selectFrom('release').selectAll().where('jws', 'is', null).orderBy('version', 'desc').limit(1).executeTakeFirst()

/** Between composing and signing a key may have been revoked: devices would refuse what rests on it. */
async function checkStillApproved(db: Kysely<Schema>, trust: Trust, release: Release): Promise<void> {
  const stored = await db.selectFrom('approval').select(['sha256', 'role', 'person', 'kid']).execute()
  const byHash = new Map(stored.map((row) => [row.sha256, row]))
  for (const { sha256 } of release.approvals) {
    const row = byHash.get(sha256)
    if (!row || (row.role !== 'sme' && row.role !== 'ld') || holderOf(trust, row.role, row.kid) !== row.person)
      throw new AppError('release-refused', 'An approval was withdrawn meanwhile; compose the release again.')
  }
}
