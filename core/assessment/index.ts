export { type Ability, estimateAbility } from './ability/estimate.ts'
export { ItemParameters, initialParameters, type Parameters } from './ability/parameters.ts'
export { type Candidate, selectItem } from './ability/select-item.ts'
export { information, probability } from './ability/two-pl.ts'
export { type AssessmentContent, type Blueprint, readAssessmentContent } from './assessment-content.ts'
export { type AttemptQuestion, attemptTurn, type TurnRecord } from './attempt/attempt-turn.ts'
export type { AttemptStep } from './attempt/step.ts'
export { type BankAnswer, calibrateBank } from './irt/calibrate-bank.ts'
export type { Embed, ItemType, ScoringWorld } from './item-type.ts'
export { checkItem, type ItemBody, itemTypes, presentItem, reviewItem, scoreItem } from './items.ts'
export {
  type AnswerScore,
  type AnswerToScore,
  type Guard,
  type Quote,
  type ScoredAnswer,
  type TextLookup,
  textsToEmbed,
} from './scoring/answer-to-score.ts'
export { scoreAnswer } from './scoring/score-answer.ts'
export { loadScoringModel, type ScoringModel } from './scoring/scoring-model.ts'
export { seedOf } from './task.ts'
