import { type AssessmentContent, likelyAble, masteryOf } from '#core/assessment'
import type { RoleProfileBody } from '#core/competencies'
import type { KnownEvent } from '#core/events'
import type { CompetencyStanding, CurvePoint, DueWork, NextStep, PartAnswer, PartStanding } from '../engine-api.ts'
import { type AttemptLog, attemptLogs } from './attempt-log.ts'
import { competencyEvidence, type FinishedAttempt } from './competency-evidence.ts'
import { type AnsweredEvidence, masteryEvidence } from './mastery-evidence.ts'
import { finishedAttempts } from './my-record.ts'

export interface StandingsQuestion {
  events: readonly KnownEvent[]
  content: AssessmentContent
  /** of the person's roles */
  profiles: readonly RoleProfileBody[]
  /** all there are, best first */
  steps: readonly NextStep[]
  due: readonly DueWork[]
  nowMs: number
}

/** What a person can do, competency by competency, with what each mark rests on: a pure fold, the same for any arrival order. */
export function competencyStandings({
  events,
  content,
  profiles,
  steps,
  due,
  nowMs,
}: StandingsQuestion): CompetencyStanding[] {
  const logs = attemptLogs(events)
  const finished = finishedAttempts(logs, content)
  const evidence = masteryEvidence(events, content)
  const asked = new Set(profiles.flatMap(({ competencies }) => competencies.map(({ competency }) => competency)))
  const bodies = new Map(content.competencies.all.map(({ id, body }) => [id, body]))
  const all = competencyEvidence(content, finished).map(({ id, title, alone, withAid, why, changes = [] }) => {
    const own = finished.filter(({ competency }) => competency === id)
    const subs = bodies.get(id)?.subCompetencies ?? []
    return {
      id,
      title,
      inRole: asked.has(id),
      alone,
      withAid,
      why,
      changes,
      parts: subs.map((sub) => partOf(sub, own, evidence, due, content, nowMs)),
      curve: curveOf(own, logs, content),
      next: nextOf(id, new Set(subs.map((sub) => sub.id)), steps, content),
    }
  })
  return [...all.filter(({ inRole }) => inRole), ...all.filter(({ inRole }) => !inRole)]
}

function partOf(
  { id, title }: { id: string; title: string },
  finished: readonly FinishedAttempt[],
  evidence: readonly AnsweredEvidence[],
  due: readonly DueWork[],
  content: AssessmentContent,
  nowMs: number,
): PartStanding {
  const own = evidence.filter(({ subCompetency }) => subCompetency === id)
  const wrong = own.filter(({ correct }) => !correct)
  const sure = wrong.filter(({ confidence }) => confidence === 'sure').length
  return {
    id,
    title,
    state: stateOf(id, finished),
    likely: own.length > 0 ? masteryOf(id, evidence, nowMs) : null,
    answers: own.toReversed().map(
      ({ answer, attempt, item, correct, aided, confidence, at }): PartAnswer => ({
        id: answer,
        attempt,
        title: content.items.get(item)?.body.title ?? item,
        correct,
        aided,
        sure: confidence === 'sure',
        atMs: at,
      }),
    ),
    wrongAndSure: sure,
    wrongAndUnsure: wrong.length - sure,
    due: due.find(({ subCompetency }) => subCompetency === id) ?? null,
  }
}

/** By the newest attempt that asked it; shown alone once stays shown until it is missed. */
function stateOf(id: string, finished: readonly FinishedAttempt[]): PartStanding['state'] {
  let state: PartStanding['state'] = 'not-asked'
  for (const { result } of finished) {
    const now = result.subCompetencies.find((sub) => sub.id === id)?.state
    if (now === 'missed') state = 'missed'
    if (now === 'shown' && !(result.aided && state === 'shown')) state = result.aided ? 'with-aid' : 'shown'
  }
  return state
}

function curveOf(
  finished: readonly FinishedAttempt[],
  logs: readonly AttemptLog[],
  content: AssessmentContent,
): CurvePoint[] {
  return finished.flatMap(({ attempt, focus, finishedAtMs, result: { aided, verdict } }) => {
    const log = logs.find((each) => each.attempt === attempt)
    const able = log && likelyAble({ ...log, content })
    // a re-check of a part says nothing of the whole
    if (!able || focus.length > 0) return []
    return [{ attempt, atMs: finishedAtMs, aided, verdict, likely: aided ? able.withHelp : able.alone }]
  })
}

function nextOf(
  competency: string,
  parts: ReadonlySet<string>,
  steps: readonly NextStep[],
  content: AssessmentContent,
): CompetencyStanding['next'] {
  const step = steps.find(({ ref }) => {
    if (ref?.kind === 'assessment') return content.blueprints.get(ref.id)?.competency === competency
    const about = ref ? (content.aids.get(ref.id)?.competencies ?? []) : []
    return about.some((id) => id === competency || parts.has(id))
  })
  return step ? { step: step.step, title: step.title, why: step.why } : null
}
