export { type AttemptLog, attemptLogs, type EventToAppend, isAided, turnOf } from './attempt-log.ts'
export { myRecord } from './my-record.ts'
export { type NextStepsQuestion, nextSteps, type Recommendation } from './next-steps.ts'
export { countUnanswered, noUnanswered, UnansweredCounts, type UnansweredStore } from './unanswered-store.ts'
