import { type AssessmentContent, attemptTurn, endOf } from '#core/assessment'
import { inTimeOrder, type KnownEvent, type LearningEvent, readEvents } from '#core/events'
import type { AttemptResult, MyRecord } from '../engine-api.ts'
import { type AttemptLog, attemptLogs } from './attempt-log.ts'
import { competencyEvidence, type FinishedAttempt } from './competency-evidence.ts'
import { atOnce } from './mastery-evidence.ts'

/**
 * What is known of a person on this device: a pure fold of their events, the same for any arrival order.
 *
 * @param unsent ids of events the server has not acknowledged
 */
export function myRecord(
  events: readonly LearningEvent[],
  content: AssessmentContent,
  unsent: ReadonlySet<string>,
): MyRecord {
  const known = readEvents(events)
  const logs = attemptLogs(known)
  return {
    attempts: logs.toReversed().map((log) => ({
      attempt: log.attempt,
      assessment: log.assessment,
      title: content.blueprints.get(log.assessment)?.title ?? log.assessment,
      startedAtMs: log.startedAtMs,
      finishedAtMs: log.finishedAtMs,
      result: resultOf(log, content),
      sent: log.eventIds.every((id) => !unsent.has(id)),
      atOnce: logs.some((other) => other.assessment === log.assessment && atOnce(other, log)),
    })),
    competencies: competencyEvidence(content, finishedAttempts(logs, content)),
    aids: aidUse(known, content),
    events: new Set(events.map((event) => event.id)).size,
  }
}

/** Attempts that are evidence: with a recorded end on an assessment the release still holds, oldest first; practice proves nothing. */
export const finishedAttempts = (logs: readonly AttemptLog[], content: AssessmentContent): FinishedAttempt[] =>
  endedAttempts(logs, content).filter(({ result }) => !result.practice)

/** The same with practice. */
export function endedAttempts(logs: readonly AttemptLog[], content: AssessmentContent): FinishedAttempt[] {
  return logs
    .flatMap((log) => {
      const competency = content.blueprints.get(log.assessment)?.competency
      const result = resultOf(log, content)
      if (competency === undefined || result === null || log.finishedAtMs === null) return []
      return [
        {
          attempt: log.attempt,
          assessment: log.assessment,
          competency,
          focus: log.focus,
          finishedAtMs: log.finishedAtMs,
          result,
        },
      ]
    })
    .sort((a, b) => a.finishedAtMs - b.finishedAtMs)
}

/** As it was recorded; an assessment the release does not hold any more keeps its verdict. */
function resultOf(log: AttemptLog, content: AssessmentContent): AttemptResult | null {
  const finished = endOf(log.steps)
  if (!finished) return null
  if (content.blueprints.has(log.assessment)) {
    const { turn } = attemptTurn({ ...log, content })
    if (turn.state === 'finished') return turn.result
  }
  const { verdict, theta, se, aided } = finished
  const why = 'This assessment is not in use any more; its result stays as it was recorded.'
  return { verdict, aided, why, ability: { theta, se, calibrated: false }, subCompetencies: [] }
}

function aidUse(events: readonly KnownEvent[], content: AssessmentContent): MyRecord['aids'] {
  const used = new Map<string, MyRecord['aids'][number]>()
  for (const event of inTimeOrder(events)) {
    if (event.kind !== 'aid-opened' && event.kind !== 'aid-rated') continue
    const { kind, id } = event.data
    const before = used.get(`${kind}/${id}`) ?? {
      ref: { kind, id },
      title: content.aids.get(id)?.title ?? id,
      opened: 0,
      lastRating: null,
    }
    const after =
      event.kind === 'aid-opened'
        ? { ...before, opened: before.opened + 1 }
        : { ...before, lastRating: event.data.rating }
    used.set(`${kind}/${id}`, after)
  }
  return [...used.values()]
}
