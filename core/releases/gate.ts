import type { Approval } from './approval.ts'
import type { ReviewRole } from './trust.ts'

export interface GatedObject {
  kind: string
  id: string
  sha256: string
  authors: readonly string[]
}
/** What the gate looks at: an approval already verified, by the key `kid`. */
export type CountableApproval = Pick<Approval, 'role' | 'person' | 'at' | 'objects'> & { kid: string }
/** Who stands for an object: shown beside it, and checked again at each change of trust. */
export interface CountedApproval {
  role: ReviewRole
  person: string
  kid: string
  at: string
}

/**
 * The one gate (DESIGN "Never" 4), the same for every kind: an object counts as approved iff an SME's and an L&D
 * reviewer's approval cover its sha256, by different keys and different people, neither of them an author.
 *
 * @param approvals already verified against the trust file in force: signature, tenant, role, not revoked
 * @returns the pair, SME first, or null
 */
export function countApprovals<A extends CountableApproval>(
  object: GatedObject,
  approvals: readonly A[],
): [sme: A, ld: A] | null {
  const counting = approvals.filter(
    (approval) =>
      // Four eyes: whoever wrote it does not review it.
      !object.authors.includes(approval.person) &&
      // Replay: an approval counts for the very bytes it names, under the very name it names.
      approval.objects.some((o) => o.sha256 === object.sha256 && o.kind === object.kind && o.id === object.id),
  )
  // A1: one person with two keys, or one key in two roles, is still one reviewer.
  for (const sme of counting.filter((approval) => approval.role === 'sme'))
    for (const ld of counting.filter((approval) => approval.role === 'ld'))
      if (sme.kid !== ld.kid && sme.person !== ld.person) return [sme, ld]
  return null
}

/** What is kept of an approval beside the object it stands for. */
export const counted = ({ role, person, kid, at }: CountableApproval): CountedApproval => ({ role, person, kid, at })
