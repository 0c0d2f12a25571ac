export { type Ability, estimateAbility } from './ability/estimate.ts'
export { type AbilityMethod, estimateTheta, mostInformative } from './ability/estimate-theta.ts'
export { ItemParameters, initialParameters, type Parameters } from './ability/parameters.ts'
export { information, probability } from './ability/two-pl.ts'
export { type AssessmentContent, type Blueprint, readAssessmentContent } from './assessment-content.ts'
export { type AttemptQuestion, attemptTurn, type TurnRecord } from './attempt/attempt-turn.ts'
export { likelyAble } from './attempt/likely-able.ts'
export { endOf } from './attempt/person-scores.ts'
export type { AttemptStep } from './attempt/step.ts'
export { type AnswerMatrix, answerMatrix } from './irt/answer-matrix.ts'
export { calibrate } from './irt/calibrate.ts'
export { type BankAnswer, calibrateBank } from './irt/calibrate-bank.ts'
export { curve, fisherInformation, type ItemModel } from './irt/curve.ts'
export type { CalibrationModel } from './irt/fitted-model.ts'
export { gaussHermite } from './irt/quadrature.ts'
export type { Embed, ItemBody, ItemType, ScoringWorld } from './item-type.ts'
export { checkItem, itemTypes, presentItem, reviewItem, scoreItem } from './items.ts'
export type { MasteryEvidence } from './mastery/evidence.ts'
export { type MasteryModel, masteryModel } from './mastery/mastery-model.ts'
export { type Mastery, masteryOf } from './mastery/mastery-of.ts'
export { tooLittleProduced, withProducing } from './producing.ts'
export { agreementOf, type PointsPair, weightedKappa } from './rubric/agreement.ts'
export {
  type Agreement,
  type AnswerEvidence,
  type CurvePoint,
  type EvidenceAnswer,
  type ItemEvidence,
  MOST_EVIDENCE,
  noAnswerEvidence,
  readAnswerEvidence,
  writeAnswerEvidence,
} from './rubric/answer-evidence.ts'
export { criteriaOf, type ReadCriterion, rubricOf, scoreOf } from './rubric/criteria-of.ts'
export { agreesEnough, asFeedback, isFeedbackOnly, leastAgreement } from './rubric/feedback-only.ts'
export {
  type AnswerScore,
  type AnswerToScore,
  type Guard,
  type Quote,
  type ScoredAnswer,
  type TextLookup,
  textsToEmbed,
} from './scoring/answer-to-score.ts'
export { type Attack, attacksOn } from './scoring/attacks.ts'
export { type Pool, readPool } from './scoring/evidence.ts'
export { fitScoringModel, hasLearntFrom, type KnownAnswer } from './scoring/fit-scoring-model.ts'
export { type AnswerReading, createAnswerReader } from './scoring/read-answer.ts'
export { chanceOf, scoreAnswer, verdictOf } from './scoring/score-answer.ts'
export { loadScoringModel, type ScoringModel, writeScoringModel } from './scoring/scoring-model.ts'
export { drawnAmong, mostTelling } from './selection/drawn-among.ts'
export { type Candidate, type Choice, selectItem } from './selection/select-item.ts'
export { type StopReason, type StopRule, stopReason } from './selection/stop.ts'
export { createMemoryModel, defaultWeights, type Grade, type MemoryModel, type MemoryState } from './spacing/memory.ts'
export { type RecallBand, recallCalibration } from './spacing/recall-calibration.ts'
export { type AnswerRow, responseKey } from './statistics/answer-row.ts'
export { type Interval, shareOf } from './statistics/interval.ts'
export { type ItemStatistics, itemStatistics } from './statistics/item-statistics.ts'
export { seedOf } from './task.ts'
export { timeLimitMs } from './time-limit.ts'
