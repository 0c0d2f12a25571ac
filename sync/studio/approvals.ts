import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { maySign } from '#core/authoring'
import { AppError, sha256Hex, utf8 } from '#core/base'
import type { Envelope } from '#core/content'
import {
  type CountableApproval,
  holderOf,
  instant,
  MAX_APPROVAL_BYTES,
  personName,
  type ReviewRole,
  type Trust,
  type VerifiedApproval,
  verifyApproval,
} from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { checkOnlyOne } from './authoritative.ts'
import { isIncomplete, latestObject, objectByHash, storeBlob } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** The signed document as text: it is hashed and carried exactly so. */
export const SignedText = v.object({ jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_APPROVAL_BYTES)) })

export interface ApprovalInForce extends CountableApproval {
  /** of the signed document */
  sha256: string
}

const Role = v.picklist(['sme', 'ld'])

/**
 * Approvals by the object they cover, of keys that are trusted today. They were verified when they were taken; what may have
 * changed since is the trust file.
 *
 * @param object one object's hash; all where left out
 */
export async function approvalsInForce(
  db: Kysely<Schema>,
  trust: Trust,
  object?: string,
): Promise<Map<string, ApprovalInForce[]>> {
  const rows = await db
    .selectFrom('approved_object as a')
    .innerJoin('approval as p', 'p.sha256', 'a.approval')
    .innerJoin('object_version as o', 'o.sha256', 'a.object')
    .select(['p.sha256', 'p.role', 'p.person', 'p.kid', 'p.at', 'a.object', 'o.kind', 'o.id'])
    .$if(object !== undefined, (query) => query.where('a.object', '=', object ?? ''))
    .orderBy('p.at')
    .execute()
  const byObject = new Map<string, ApprovalInForce[]>()
  for (const { sha256, person, kid, at, object: covered, kind, id, ...row } of rows) {
    const role = v.parse(Role, row.role)
    if (holderOf(trust, role, kid) !== person) continue
    const objects = [{ kind, id, sha256: covered }]
    byObject.set(covered, [...(byObject.get(covered) ?? []), { sha256, role, person, kid, at, objects }])
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

/**
 * Takes a reviewer's signature in, after the checks every device will make, and those only the server can: that the bytes
 * are here, are the newest, and that this person holds no other review role on them. Taking it again changes nothing.
 *
 * @param person who is signed in; must be who signed
 * @throws {AppError} `forbidden`, `not-found`, `conflict`, `refused`, and as `verifyApproval`
 */
export function takeApproval(
  org: Organisation,
  person: { person: string; roles: readonly string[] },
  jws: string,
): Promise<{ sha256: string }> {
  const bytes = utf8(jws)
  return org.db.transaction().execute(async (db) => {
    const trust = await currentTrust(db)
    const approval = await verifyApproval(trust, bytes)
    if (approval.person !== person.person || !person.roles.includes(approval.role))
      throw new AppError('forbidden', 'An approval is sent by the person who signed it, in a role they hold.')
    const sha256 = sha256Hex(bytes)
    const known = await db.selectFrom('approval').select('sha256').where('sha256', '=', sha256).executeTakeFirst()
    if (known) return { sha256 }
    await checkApproval(org, db, trust, approval)
    await insertApproval(db, bytes, approval)
    for (const { kind, id, sha256: covered } of approval.objects)
      await org.audit(person.person, `approved-as-${approval.role}`, `${kind} ${id} ${covered}`, db)
    return { sha256 }
  })
}

async function checkApproval(org: Organisation, db: Kysely<Schema>, trust: Trust, approval: VerifiedApproval) {
  if (approval.rollbackIn !== undefined)
    throw new AppError('refused', 'Rollbacks are not composed by this version; import the older text as a new version.')
  if (approval.at > instant(org.nowMs() + DAY_MS))
    throw new AppError('refused', 'The approval is dated in the future; set the clock of your device.')
  const envelopes: Envelope[] = []
  for (const { kind, id, sha256 } of approval.objects) {
    const object = await objectByHash(db, sha256)
    if (object.kind !== kind || object.id !== id)
      throw new AppError('bad-input', `approval: names ${kind} ${id}, but those bytes are ${object.kind} ${object.id}`)
    if ((await latestObject(db, kind, id))?.sha256 !== sha256)
      throw new AppError('conflict', `There is a newer version of ${kind} ${id}; review that one.`)
    if (isIncomplete(object.envelope))
      throw new AppError('refused', `Document ${id} is incomplete and cannot be approved; complete its front matter.`)
    envelopes.push(object.envelope)
    const given = (await approvalsInForce(db, trust, sha256)).get(sha256) ?? []
    const { roles, whyNot } = maySign(object.envelope, approval.person, [approval.role], given)
    if (roles.length === 0) throw new AppError('forbidden', `${kind} ${id}: ${whyNot}`)
  }
  await checkOnlyOne(db, trust, envelopes)
}

/** Clocks of devices may be ahead by this much, ms. */
const DAY_MS = 24 * 60 * 60 * 1000

/** Stores an approval that is already verified. */
export async function insertApproval(db: Kysely<Schema>, bytes: Uint8Array, approval: VerifiedApproval): Promise<void> {
  const sha256 = await storeBlob(db, bytes)
  const { role, person, kid, at, objects } = approval
  await db.insertInto('approval').values({ sha256, role, person, kid, at }).execute()
  await db
    .insertInto('approved_object')
    .values([...new Set(objects.map((o) => o.sha256))].map((object) => ({ approval: sha256, object })))
    .execute()
}
