import type { Kysely } from 'kysely'
import { isApproved, type ReadinessFacts } from '#core/authoring'
import { DAY_MS, dayOf } from '#core/base'
import { gapBaseline } from '#core/competencies'
import { contentKind, roleProfile } from '#core/content'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import { approvalsInForce } from './approvals.ts'
import { latestObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

const WEEK_MS = 7 * DAY_MS
const MONTH_MS = 30 * DAY_MS

/** What the server can see for itself of an organisation's readiness. */
export async function readinessFacts(db: Kysely<Schema>, nowMs: number): Promise<ReadinessFacts> {
  const competencies = await latestObjects(db, 'competency')
  const profiles = await latestObjects(db, 'role-profile')
  const hashes = [...competencies, ...profiles].map(({ sha256 }) => sha256)
  const approvals = await approvalsInForce(db, await currentTrust(db), hashes)
  const approved = ({ sha256 }: StoredObject) => isApproved(approvals.get(sha256) ?? [])
  const people = (await db.selectFrom('person').selectAll().orderBy('id').execute()).map(({ id, name, roles }) => ({
    id,
    name,
    roles: readRoles(roles),
  }))
  return {
    competencies: competencies.map((object) => ({
      id: object.id,
      title: contentKind('competency').title(object.envelope.body),
      approved: approved(object),
    })),
    profiles: profiles.map((object) => {
      const body = roleProfile.parse(object.envelope.body)
      return {
        title: body.title,
        approved: approved(object),
        current: gapBaseline(body, dayOf(nowMs)).state === 'current',
        reviewedOn: body.reviewedOn,
        competencies: body.competencies.map(({ competency }) => competency),
      }
    }),
    learners: await learnersHeard(
      db,
      nowMs,
      new Set(people.flatMap((one) => (one.roles.includes('learner') ? one.id : []))),
    ),
    people,
  }
}

/** Learners enrolled for a week, and of how many of them anything arrived in thirty days. */
async function learnersHeard(db: Kysely<Schema>, nowMs: number, learners: ReadonlySet<string>) {
  const devices = await db
    .selectFrom('device')
    .select('person')
    .distinct()
    .where('revoked_ms', 'is', null)
    .where('enrolled_ms', '<', nowMs - WEEK_MS)
    .execute()
  const enrolled = devices.map(({ person }) => person).filter((person) => learners.has(person))
  if (enrolled.length === 0) return { enrolled: 0, heard: 0 }
  const heard = await db
    .selectFrom('event')
    .select('learner')
    .distinct()
    .where('received_ms', '>', nowMs - MONTH_MS)
    .where('learner', 'in', enrolled)
    .execute()
  return { enrolled: enrolled.length, heard: heard.length }
}
