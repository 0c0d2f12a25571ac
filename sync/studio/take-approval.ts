import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { maySign } from '#core/authoring'
import { AppError, DAY_MS, dayOf, sha256Hex, utf8 } from '#core/base'
import type { Envelope } from '#core/content'
import {
  criteriaOf,
  instant,
  MAX_APPROVAL_BYTES,
  type Trust,
  type VerifiedApproval,
  verifyApproval,
} from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce, insertApproval } from './approvals.ts'
import { checkOnlyOne } from './authoritative.ts'
import { createObjectDomains } from './object-domains.ts'
import { assertProducing } from './producing.ts'
import { assertReady } from './ready.ts'
import { droppedObjects } from './review-drops.ts'
import { standingRequests } from './review-notes.ts'
import { noteSigned } from './review-times.ts'
import { checkRollbackApproval } from './rollback.ts'
import { createSmeDomains } from './sme-domains.ts'
import { isIncomplete, latestObject, objectByHash } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** The signed document as text: it is hashed and carried exactly so. */
export const SignedText = v.object({ jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_APPROVAL_BYTES)) })

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
    const hashes = approval.objects.map((object) => object.sha256)
    await noteSigned(db, org.nowMs(), person.person, approval.role, hashes)
    for (const { kind, id, sha256: covered } of approval.objects)
      await org.audit(person.person, `approved-as-${approval.role}`, `${kind} ${id} ${covered}`, db)
    return { sha256 }
  })
}

async function checkApproval(org: Organisation, db: Kysely<Schema>, trust: Trust, approval: VerifiedApproval) {
  if (approval.at > instant(org.nowMs() + AHEAD_MS))
    throw new AppError('refused', 'The approval is dated in the future; set the clock of your device.')
  const unsaid = criteriaOf[approval.role].filter((criterion) => !approval.criteria?.includes(criterion))
  if (unsaid.length > 0)
    throw new AppError(
      'refused',
      `The approval does not say that ${unsaid.join(' and ')} was looked at; tick it and sign.`,
    )
  if (approval.rollbackIn !== undefined) return checkRollbackApproval(db, trust, approval)
  const requestFor = await standingRequests(db)
  const droppedAs = await droppedObjects(db)
  const domainsOf = await createObjectDomains(db)
  const outside = await createSmeDomains(db, dayOf(org.nowMs()))
  const envelopes: Envelope[] = []
  for (const { kind, id, sha256 } of approval.objects) {
    const object = await objectByHash(db, sha256)
    if (object.kind !== kind || object.id !== id)
      throw new AppError('bad-input', `approval: names ${kind} ${id}, but those bytes are ${object.kind} ${object.id}`)
    if ((await latestObject(db, kind, id))?.sha256 !== sha256)
      throw new AppError('conflict', `There is a newer version of ${kind} ${id}; review that one.`)
    if (isIncomplete(object.envelope))
      throw new AppError('refused', `Document ${id} is incomplete and cannot be approved; complete its front matter.`)
    await assertReady(db, object.envelope, sha256)
    await assertProducing(db, kind, id, object.envelope.body)
    if (droppedAs(object))
      throw new AppError('refused', `${kind} ${id} is set aside; put it back under Review, Hours before it is signed.`)
    const request = requestFor(object)
    if (request)
      throw new AppError(
        'refused',
        `${kind} ${id} is back with its author: changes were asked for (“${request.text}”).`,
      )
    envelopes.push(object.envelope)
    const given = (await approvalsInForce(db, trust, sha256)).get(sha256) ?? []
    const { roles, whyNot } = maySign(object.envelope, approval.person, [approval.role], given)
    if (roles.length === 0) throw new AppError('forbidden', `${kind} ${id}: ${whyNot}`)
    const whose = approval.role === 'sme' ? outside(approval.person, await domainsOf(object.envelope)) : null
    if (whose) throw new AppError('forbidden', `${kind} ${id}: ${whose}`)
  }
  await checkOnlyOne(db, trust, envelopes)
}

/** Clocks of devices may be ahead by this much, ms. */
const AHEAD_MS = DAY_MS
