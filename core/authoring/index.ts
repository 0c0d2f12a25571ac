export { difference } from './difference.ts'
export { Edited, LosingEdit } from './edited.ts'
export { type GivenApproval, isApproved, maySign, reviewState } from './review.ts'
