import { type Kysely, sql } from 'kysely'
import { isApproved, type KeyStanding, type StartFacts, type StartPerson } from '#core/authoring'
import { contentKind, roleProfile } from '#core/content'
import { holderOf, objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import type { DocumentFacts } from '../sources/document-rows.ts'
import { approvalsInForce } from './approvals.ts'
import { competencyIndex } from './competency-index.ts'
import { readRelease } from './published.ts'
import { reviewerRows } from './readiness.ts'
import { isReady, readyHashes } from './ready.ts'
import { listRecords } from './records.ts'
import { lastPublished } from './sign-time.ts'
import { latestObjects } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

const isAid = (kind: string): boolean => kind !== 'document' && contentKind(kind).readable

/** Whether an aid has reached a learner: asked first, since it is true of every organisation at work and costs little. */
export async function hasArrived(db: Kysely<Schema>): Promise<boolean> {
  const last = await lastPublished(db)
  if (!last || !readRelease(last.payload).objects.some(({ kind }) => isAid(kind))) return false
  const rows = await db
    .selectFrom('release')
    .select(['version', 'payload'])
    .where('jws', 'is not', null)
    .orderBy('version')
    .execute()
  const first = rows.find(({ payload }) => readRelease(payload).objects.some(({ kind }) => isAid(kind)))
  const learners = (await db.selectFrom('person').select(['id', 'roles']).execute())
    .filter(({ roles }) => readRoles(roles).includes('learner'))
    .map(({ id }) => id)
  if (!first || learners.length === 0) return false
  const installed = await db
    .selectFrom('event')
    .select('id')
    .where('kind', '=', 'release-installed')
    .where('learner', 'in', learners)
    .where(sql<number>`json_extract(body, '$.data.version')`, '>=', first.version)
    .limit(1)
    .executeTakeFirst()
  return installed !== undefined
}

/** What is there of the way to the first aid. */
export async function startFacts(
  db: Kysely<Schema>,
  today: string,
  documents: readonly DocumentFacts[],
): Promise<StartFacts> {
  const trust = await currentTrust(db)
  const approvals = await approvalsInForce(db, trust)
  const bothSigned = ({ sha256 }: { sha256: string }) => isApproved(approvals.get(sha256) ?? [])
  const complete = documents.filter(({ missing }) => missing.length === 0)
  const { all: competencies } = await competencyIndex(db)
  const known = new Set(competencies.map(({ id }) => id))
  const profiles = (await latestObjects(db, roleProfile.kind)).map(({ envelope }) => roleProfile.parse(envelope.body))
  const named = profiles.filter((body) => body.competencies.some(({ competency }) => known.has(competency)))
  const last = await lastPublished(db)
  const reviewers = (await reviewerRows(db, today)).filter(({ hours }) => hours > 0)
  const hasTime = (role: string) => reviewers.some(({ roles }) => roles.some((one) => one === role))
  const waits = await db.selectFrom('release').select('version').where('jws', 'is', null).limit(1).executeTakeFirst()
  return {
    people: await startPeople(db, trust),
    documents: { all: documents.length, complete: complete.length, approved: complete.filter(bothSigned).length },
    map: { competencies: competencies.length, profiles: profiles.length, named: named.length },
    hours: { sme: hasTime('sme'), ld: hasTime('ld') },
    briefs: (await listRecords(db, 'brief')).length,
    aids: await aidCounts(db, bothSigned, new Set(last ? readRelease(last.payload).objects.map(objectKey) : [])),
    releaseWaits: waits !== undefined,
    seen: false,
  }
}

async function aidCounts(
  db: Kysely<Schema>,
  bothSigned: (object: { sha256: string }) => boolean,
  published: ReadonlySet<string>,
): Promise<StartFacts['aids']> {
  const ready = await readyHashes(db)
  const counts = { draft: 0, ready: 0, approved: 0, released: 0 }
  for (const kind of ['job-aid', 'process-guide', 'onboarding-module'])
    for (const object of await latestObjects(db, kind)) {
      if (published.has(objectKey(object))) counts.released++
      else if (bothSigned(object)) counts.approved++
      else if (isReady(object.envelope, object.sha256, ready)) counts.ready++
      else counts.draft++
    }
  return counts
}

async function startPeople(
  db: Kysely<Schema>,
  trust: Awaited<ReturnType<typeof currentTrust>>,
): Promise<StartPerson[]> {
  const people = await db.selectFrom('person').selectAll().orderBy('id').execute()
  const devices = await db.selectFrom('device').select('person').distinct().where('revoked_ms', 'is', null).execute()
  const enrolled = new Set(devices.map(({ person }) => person))
  const keys = await db.selectFrom('signing_key').select(['kid', 'person', 'role']).execute()
  return people.map(({ id, name, roles }) => {
    const standing = (role: 'sme' | 'ld'): KeyStanding => {
      // in a demo the trust file names keys that no browser asked for
      if (trust.roles[role].kids.some((kid) => holderOf(trust, role, kid) === id)) return 'trusted'
      const isAsked = keys.some((key) => key.person === id && key.role === role && !trust.revoked.includes(key.kid))
      return isAsked ? 'waiting' : 'none'
    }
    return {
      id,
      name,
      roles: readRoles(roles),
      enrolled: enrolled.has(id),
      keys: { sme: standing('sme'), ld: standing('ld') },
    }
  })
}
