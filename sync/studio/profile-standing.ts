import type { Kysely } from 'kysely'
import { isApproved } from '#core/authoring'
import { type ProfileReview, profileReview, type RoleProfileBody } from '#core/competencies'
import { roleProfile } from '#core/content'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import { approvalsInForce } from './approvals.ts'
import { latestObjects, objectVersions, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

export interface StandingProfile {
  object: StoredObject
  body: RoleProfileBody
  /** the day on which somebody who answers for it last said that it holds; null where nobody has */
  confirmedOn: string | null
}

/** Until when it holds. Of a first draft, which nobody has confirmed, what it says of itself. */
export const reviewOf = ({ body, confirmedOn }: StandingProfile, today: string): ProfileReview =>
  profileReview({ ...body, reviewedOn: confirmedOn ?? body.reviewedOn }, today)

/**
 * Every role profile in its newest version. What a draft says of its own review is nobody's word: it counts once both signed it, or
 * where its owner or somebody of L&D saved it.
 */
export async function standingProfiles(db: Kysely<Schema>): Promise<StandingProfile[]> {
  const trust = await currentTrust(db)
  const people = new Map((await db.selectFrom('person').selectAll().execute()).map((row) => [row.id, row]))
  const found: StandingProfile[] = []
  for (const object of await latestObjects(db, roleProfile.kind)) {
    const read = (await objectVersions(db, roleProfile.kind, object.id)).map(({ sha256, author, envelope }) => ({
      sha256,
      author,
      body: roleProfile.parse(envelope.body),
    }))
    const approvals = await approvalsInForce(
      db,
      trust,
      read.map(({ sha256 }) => sha256),
    )
    const signed = read.filter(({ sha256 }) => isApproved(approvals.get(sha256) ?? []))
    // who answers for it is said by what both signed: a draft cannot make its author the owner
    const owner = signed[0]?.body.owner ?? null
    const answers = (author: string) =>
      author === owner ||
      (owner !== null && people.get(author)?.name === owner) ||
      readRoles(people.get(author)?.roles ?? '[]').includes('ld')
    const counts = read.find((version) => signed.includes(version) || answers(version.author))
    found.push({ object, body: roleProfile.parse(object.envelope.body), confirmedOn: counts?.body.reviewedOn ?? null })
  }
  return found
}
