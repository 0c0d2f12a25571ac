export {
  type AnsweredItem,
  AnswerQueue,
  AnswerRead,
  AnswerReading,
  AnswerToRead,
  type WaitingAnswer,
} from './answer-queue.ts'
export {
  type BoardAct,
  type BoardClosed,
  type BoardCluster,
  BoardDecision,
  BoardDecisions,
  BoardEffect,
  type BoardItem,
  BoardLine,
  BoardList,
  BoardReview,
  BoardShare,
  BoardTaken,
  boardActs,
  reviewDays,
} from './board.ts'
export { BriefBody, BriefChoices, BriefList, BriefRow, DraftPreview, DraftReply } from './brief.ts'
export { type ReadLine, readLines } from './changed-lines.ts'
export { citedWords } from './cited-words.ts'
export {
  ContentChoices,
  ContentDetail,
  ContentList,
  type ContentRow,
  type ContentState,
  type FoundPassage,
  FoundPassages,
  SavedImage,
} from './content.ts'
export { difference, wordDifference } from './difference.ts'
export { type DraftRequest, draftBody, extractOutline, type Outline, shapeOf } from './draft/draft-body.ts'
export { type ModelAnswer, type ModelPart, modelParts, readAnswer, requestBody } from './draft/model-part.ts'
export type { DraftPassage } from './draft/section.ts'
export { showableDraft } from './draft-preview.ts'
export { Edited, LosingEdit } from './edited.ts'
export { type GroundPassage, readGround, whyUnsupported } from './ground.ts'
export { Notice, NoticeBoard } from './notices.ts'
export { type PersonalTrace, personalTraces } from './personal-data.ts'
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
export { type ReadingTime, readingTime, WORDS_A_MINUTE } from './reading-time.ts'
export {
  RecallList,
  type ReleaseChange,
  ReleaseDifference,
  ReleaseList,
  ReleaseObjects,
  ReleaseStage,
  type ReleaseWarning,
  RollbackList,
} from './release-view.ts'
export { lastHeardWords, rollbackStandings, saidStage } from './release-words.ts'
export {
  ANSWER_DAYS,
  ANSWER_DAYS_URGENT,
  addWorkingDays,
  ReportAnswer,
  ReportBoard,
  type ReportOutcome,
  type ReportRow,
  reportOutcomes,
} from './reports.ts'
export { type GivenApproval, isApproved, maySign, reviewState } from './review.ts'
export {
  type DomainLoad,
  isOver,
  NO_DOMAIN,
  type ReviewerHours,
  ReviewLoad,
  reviewLoads,
  type WaitingReview,
} from './review-load.ts'
export { coarseMinutes, MOST_MEASURED_MINUTES, reviewMinutes } from './review-minutes.ts'
export { type GivenNote, ReviewNote, ReviewNoteRequest, ReviewNotes, standingRequest } from './review-note.ts'
export {
  type KeyStanding,
  type StartFacts,
  type StartPerson,
  StartStep,
  startSteps,
  startTitles,
} from './start-steps.ts'
export { StudioSummary } from './studio-summary.ts'
export { type SupportFinding, supportOf } from './support.ts'
export { saidParts } from './support-parts.ts'
export {
  HoursView,
  hoursByMonth,
  LEAST_PEOPLE,
  OwnHours,
  WorkEntry,
  type WorkKind,
  workKinds,
} from './work-hours.ts'
