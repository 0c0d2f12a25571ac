export { type DifferenceLine, difference } from './difference.ts'
export { type GivenApproval, isApproved, maySign, type ReviewState, reviewState } from './review.ts'
