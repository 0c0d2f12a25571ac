import type { VerifiedApproval } from './approval.ts'
import type { ReviewRole } from './trust.ts'

export interface GatedObject {
  kind: string
  id: string
  sha256: string
  authors: readonly string[]
}
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
export function countApprovals(
  object: GatedObject,
  approvals: readonly VerifiedApproval[],
): [CountedApproval, CountedApproval] | null {
  const counted = approvals.filter(
    (approval) =>
      // Four eyes: whoever wrote it does not review it.
      !object.authors.includes(approval.person) &&
      // Replay: an approval counts for the very bytes it names, under the very name it names.
      approval.objects.some((o) => o.sha256 === object.sha256 && o.kind === object.kind && o.id === object.id),
  )
  // A1: one person with two keys, or one key in two roles, is still one reviewer.
  for (const sme of counted.filter((approval) => approval.role === 'sme'))
    for (const ld of counted.filter((approval) => approval.role === 'ld'))
      if (sme.kid !== ld.kid && sme.person !== ld.person) return [counting(sme), counting(ld)]
  return null
}

const counting = ({ role, person, kid, at }: VerifiedApproval): CountedApproval => ({ role, person, kid, at })
