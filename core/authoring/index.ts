export { difference } from './difference.ts'
export { type GivenApproval, isApproved, maySign, reviewState } from './review.ts'
