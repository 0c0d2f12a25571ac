import type { Kysely } from 'kysely'
import * as v from 'valibot'
import {
  type CountableApproval,
  holderOf,
  personName,
  type ReviewRole,
  type Trust,
  type VerifiedApproval,
} from '#core/releases'
import type { Schema } from '../database.ts'
import { storeBlob } from './stored-objects.ts'

export interface ApprovalInForce extends CountableApproval {
  /** of the signed document */
  sha256: string
  /** the release it agrees to go back in; null for an ordinary approval */
  rollbackIn: number | null
}

const Role = v.picklist(['sme', 'ld'])

/**
 * Approvals by the object they cover, of keys that are trusted today. They were verified when they were taken; what may have
 * changed since is the trust file.
 *
 * @param objects hashes of some objects; all where left out
 */
export async function approvalsInForce(
  db: Kysely<Schema>,
  trust: Trust,
  objects?: string | readonly string[],
): Promise<Map<string, ApprovalInForce[]>> {
  const rows = await db
    .selectFrom('approved_object as a')
    .innerJoin('approval as p', 'p.sha256', 'a.approval')
    .innerJoin('object_version as o', 'o.sha256', 'a.object')
    .select(['p.sha256', 'p.role', 'p.person', 'p.kid', 'p.at', 'p.rollback_in', 'a.object', 'o.kind', 'o.id'])
    .$if(objects !== undefined, (query) => query.where('a.object', 'in', [objects ?? []].flat()))
    .orderBy('p.at')
    .execute()
  const byObject = new Map<string, ApprovalInForce[]>()
  for (const { sha256, person, kid, at, rollback_in: rollbackIn, object: covered, kind, id, ...row } of rows) {
    const role = v.parse(Role, row.role)
    if (holderOf(trust, role, kid) !== person) continue
    const objects = [{ kind, id, sha256: covered }]
    byObject.set(covered, [...(byObject.get(covered) ?? []), { sha256, role, person, kid, at, rollbackIn, objects }])
  }
  return byObject
}

/** How an approval is shown. */
export const shownApproval = (
  trust: Trust,
  { role, person, at }: { role: ReviewRole; person: string; at: string },
) => ({
  role,
  person,
  name: personName(trust, person),
  at,
})

/** Stores an approval that is already verified. */
export async function insertApproval(db: Kysely<Schema>, bytes: Uint8Array, approval: VerifiedApproval): Promise<void> {
  const sha256 = await storeBlob(db, bytes)
  const { role, person, kid, at, objects, rollbackIn: rollback_in = null } = approval
  await db.insertInto('approval').values({ sha256, role, person, kid, at, rollback_in }).execute()
  await db
    .insertInto('approved_object')
    .values([...new Set(objects.map((o) => o.sha256))].map((object) => ({ approval: sha256, object })))
    .execute()
}
