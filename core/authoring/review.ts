/** Never both on one object. */
export type ReviewRole = 'sme' | 'ld'

export type ReviewState = 'draft' | 'in-review' | 'approved' | 'released'

export interface ReviewedObject {
  authors: readonly string[]
}
/** A signature that counts today: verified, key trusted and not revoked. */
export interface GivenApproval {
  role: ReviewRole
  person: string
}

/**
 * Where an object's bytes stand.
 *
 * @param released the newest published release lists exactly these bytes
 */
export function reviewState(approvals: readonly GivenApproval[], released: boolean): ReviewState {
  if (released) return 'released'
  if (approvals.length === 0) return 'draft'
  return isApproved(approvals) ? 'approved' : 'in-review'
}

/** An SME's and an L&D reviewer's word, of different people. Keys are told apart where they are verified. */
export function isApproved(approvals: readonly GivenApproval[]): boolean {
  const people = (role: ReviewRole) => approvals.filter((a) => a.role === role).map(({ person }) => person)
  return people('sme').some((sme) => people('ld').some((ld) => ld !== sme))
}

/**
 * In which roles a person may still sign an object.
 *
 * @param roles the review roles the person holds
 * @returns at least one role, or none and why not, in words for that person
 */
export function maySign(
  object: ReviewedObject,
  person: string,
  roles: readonly ReviewRole[],
  approvals: readonly GivenApproval[],
): { roles: ReviewRole[]; whyNot: null } | { roles: []; whyNot: string } {
  if (roles.length === 0) return refused('Only an SME or an L&D reviewer can sign.')
  if (object.authors.includes(person)) return refused('You wrote this, so others review it.')
  if (approvals.some((a) => a.person === person))
    return refused('You have signed this. Nobody holds two review roles on one object.')
  const open = roles.filter((role) => !approvals.some((a) => a.role === role))
  if (open.length > 0) return { roles: open, whyNot: null }
  return refused('It has the signature your role could give.')
}

const refused = (whyNot: string): { roles: []; whyNot: string } => ({ roles: [], whyNot })
