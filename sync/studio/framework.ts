import { reviewState } from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import {
  type Framework,
  type FrameworkHistory,
  type FrameworkImport,
  type FrameworkKind,
  type FrameworkView,
  frameworkCsv,
  frameworkJson,
  readFrameworkCsv,
  readFrameworkJson,
} from '#core/competencies'
import { competency, isUnconfirmed, roleProfile } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { approvalsInForce } from './approvals.ts'
import { openRemaps } from './framework-remaps.ts'
import { importObjects } from './import-objects.ts'
import { reviewOf, standingProfiles } from './profile-standing.ts'
import { publishedHashes } from './published.ts'
import { latestObjects, objectVersions } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** The map in its newest versions, with the state of each. */
export async function frameworkView(org: Organisation): Promise<FrameworkView> {
  const stateOf = await states(org)
  const today = dayOf(org.nowMs())
  const standing = ({ id, version, sha256 }: { id: string; version: number; sha256: string }) => ({
    id,
    version,
    state: stateOf(sha256),
  })
  return {
    today,
    competencies: (await latestObjects(org.db, 'competency')).map((object) => {
      const body = competency.parse(object.envelope.body)
      return { ...standing(object), unconfirmed: isUnconfirmed(body), body }
    }),
    profiles: (await standingProfiles(org.db)).map((profile) => {
      const { object, body } = profile
      const { state: review, dueOn } = reviewOf(profile, today)
      return { ...standing(object), review, dueOn, body }
    }),
    open: (await openRemaps(org.db)).length,
  }
}

async function states(org: Organisation): Promise<(sha256: string) => string> {
  const approvals = await approvalsInForce(org.db, await currentTrust(org.db))
  const released = await publishedHashes(org.db)
  return (sha256) => reviewState(approvals.get(sha256) ?? [], released.has(sha256))
}

export async function exportFramework(org: Organisation, format: 'json' | 'csv'): Promise<string> {
  const bodies = async <T>(kind: string, parse: (body: unknown) => T) =>
    (await latestObjects(org.db, kind)).map(({ id, envelope }) => ({ id, body: parse(envelope.body) }))
  const framework: Framework = {
    competencies: await bodies('competency', competency.parse),
    profiles: await bodies('role-profile', roleProfile.parse),
  }
  return format === 'json' ? frameworkJson(framework) : frameworkCsv(framework)
}

/** Nobody mends more at once, and a reply is not to be larger than its question. */
const MOST_NAMED = 100

/** Takes a map in, as drafts. What is wrong is refused with its place and the reason; the rest is taken. */
export async function importFramework(
  org: Organisation,
  person: string,
  format: 'json' | 'csv',
  text: string,
): Promise<FrameworkImport> {
  const { competencies, profiles, refused, rows } = format === 'json' ? readFrameworkJson(text) : readFrameworkCsv(text)
  const objects = [
    ...competencies.map(({ id, body }) => ({ kind: 'competency', id, authors: [], body: { ...body } })),
    ...profiles.map(({ id, body }) => ({ kind: 'role-profile', id, authors: [], body: { ...body } })),
  ]
  const report = await importObjects(org, person, objects)
  const rowOf = ({ kind, id }: { kind: string; id: string }) =>
    rows.get(`${kind === 'competency' ? 'competencies' : 'profiles'} ${id}`) ?? id
  const all = [
    ...refused,
    ...report.refused.map((each) => ({ row: rowOf(each), reason: `${each.id}: ${each.reason}` })),
  ]
  return {
    taken: report.taken.map(({ kind, id, version, state }) => ({
      kind: kind === 'competency' ? 'competency' : 'role-profile',
      id,
      version,
      state,
    })),
    refused: all.slice(0, MOST_NAMED),
    moreRefused: Math.max(0, all.length - MOST_NAMED),
  }
}

/** Every version of one, newest first, with who saved it. @throws {AppError} `not-found` */
export async function frameworkHistory(org: Organisation, kind: FrameworkKind, id: string): Promise<FrameworkHistory> {
  const stateOf = await states(org)
  const nameOf = await personNames(org.db)
  const versions = await objectVersions(org.db, kind, id)
  if (versions.length === 0) throw new AppError('not-found', `There is no ${kind} "${id}".`)
  return versions.map(({ version, importedMs, author, sha256, envelope }) => ({
    version,
    at: new Date(importedMs).toISOString(),
    person: nameOf(author),
    state: stateOf(sha256),
    body: envelope.body,
  }))
}
