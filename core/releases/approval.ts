import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { ObjectId, Sha256, Slug } from '#core/content'
import { Instant, VersionNumber } from './fields.ts'
import { verifyJws } from './jws.ts'
import { holderOf, type ReviewRole, type Trust } from './trust.ts'

/** Largest approval in bytes: some 1,000 objects under one signature. */
export const MAX_APPROVAL_BYTES = 256 * 1024

/** What a reviewer says of an object by signing it in a role. A shipped name is never renamed. */
export const criteriaOf = { sme: ['accuracy'], ld: ['tone', 'compliance'] } as const satisfies Record<
  ReviewRole,
  readonly string[]
>
const Criterion = v.picklist(['accuracy', 'tone', 'compliance'])
export type Criterion = v.InferOutput<typeof Criterion>

/** One reviewer's signature over the bytes they saw rendered. */
export const Approval = v.object({
  typ: v.literal('approval'),
  tenant: Slug,
  role: v.picklist(['sme', 'ld']),
  person: Slug,
  objects: v.pipe(
    v.array(v.object({ kind: Slug, id: ObjectId, sha256: Sha256 })),
    v.minLength(1),
    v.maxLength(1000, 'signs more than 1,000 objects at once'),
  ),
  at: Instant,
  /** each of them holds for every object; approvals from before there were criteria carry none */
  criteria: v.optional(v.pipe(v.array(Criterion), v.minLength(1), v.maxLength(3))),
  /** also agrees that, from this release on, these bytes take the place of a newer version */
  rollbackIn: v.optional(VersionNumber),
})
export type Approval = v.InferOutput<typeof Approval>

export interface VerifiedApproval extends Approval {
  kid: string
}

/**
 * One approval, checked against the trust file in force.
 *
 * @throws {AppError} `bad-input`, `too-large`, `wrong-type`, `unknown-key`, `bad-signature`, `wrong-tenant`, `wrong-role`
 */
export async function verifyApproval(trust: Trust, bytes: Uint8Array): Promise<VerifiedApproval> {
  const { text, signers } = await verifyJws(bytes, 'approval', trust.keys, MAX_APPROVAL_BYTES)
  const approval = parseJson(Approval, text, 'approval')
  const [signer, ...others] = signers
  if (!signer || others.length > 0) throw new AppError('bad-input', 'approval: must carry exactly one signature')
  // A3: another organisation's valid approval.
  if (approval.tenant !== trust.tenant)
    throw new AppError('wrong-tenant', `approval: made for ${approval.tenant}, not for ${trust.tenant}`)
  // A1: an SME who signs as L&D; A4: a revoked key; a key that signs in somebody else's name.
  if (holderOf(trust, approval.role, signer.kid) !== approval.person)
    throw new AppError(
      'wrong-role',
      `approval: ${approval.person} may not sign as ${roleName[approval.role]} with this key`,
    )
  return { ...approval, kid: signer.kid }
}

/** What a reviewer is called wherever a person reads it. */
export const roleName: Record<ReviewRole, string> = { sme: 'SME', ld: 'L&D reviewer' }
