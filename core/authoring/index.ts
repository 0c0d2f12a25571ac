export { difference, wordDifference } from './difference.ts'
export { Edited, LosingEdit } from './edited.ts'
export {
  missingFor,
  type ReadinessFacts,
  ReadinessView,
  readiness,
  StepEvidence,
  type StepStanding,
  saidMissing,
} from './readiness.ts'
export {
  duties,
  type FormField,
  type FormRow,
  type Gate,
  gateNames,
  type ReadinessStepName,
  readinessStepNames,
  readinessSteps,
} from './readiness-steps.ts'
export { type GivenApproval, isApproved, maySign, reviewState } from './review.ts'
