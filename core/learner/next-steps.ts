import { type AssessmentContent, attemptTurn } from '#core/assessment'
import { isStaleProfile, type RoleProfileBody } from '#core/competencies'
import { type DataOf, type KnownEvent, type LearningEvent, readEvents } from '#core/events'
import type { DueWork, NextStep } from '../engine-api.ts'
import { assessmentOf } from './assessment-of.ts'
import { type AttemptLog, attemptLogs } from './attempt-log.ts'
import { competencyEvidence, type FinishedAttempt } from './competency-evidence.ts'
import { dayOf } from './day.ts'
import { dueWork } from './due.ts'
import { endedAttempts } from './my-record.ts'

/** A next step and the data of the `recommendation-shown` event that makes it explainable later. */
export interface Recommendation {
  next: NextStep
  shown: DataOf<'recommendation-shown'>
}

export interface NextStepsQuestion {
  events: readonly LearningEvent[]
  content: AssessmentContent
  /** what running attempts began with, by release, where that is not `content` */
  begun?: ReadonlyMap<number, AssessmentContent>
  /** of the person's roles */
  profiles: readonly RoleProfileBody[]
  /** a day like 2026-01-31 */
  today: string
  /** false: what the role asks for is listed as its profile lists it, and nothing is put before anything else */
  recommendPath: boolean
  /** 4 unless told */
  limit?: number
}

/**
 * What next, and why, best first: what was begun; the aid of what was missed last (wrong-and-sure first); work that is
 * due again; then the competencies of the role. Only the order of those is a recommendation of a path: by how little is known of them, heavier ones
 * first; without it they stand as in the profile that two people signed. Never empty.
 */
export function nextSteps({
  events,
  content,
  begun: earlier = new Map(),
  profiles,
  today,
  recommendPath,
  limit = 4,
}: NextStepsQuestion): Recommendation[] {
  const known = readEvents(events)
  const logs = attemptLogs(known)
  const ended = endedAttempts(logs, content)
  const bytesOf = (log: AttemptLog) => earlier.get(log.release) ?? content
  const open = logs
    .filter((log) => log.finishedAtMs === null && bytesOf(log).blueprints.has(log.assessment))
    .toReversed()
  const begun = open.map((log) => resume(log, bytesOf(log)))
  const reading = missedLately(logs, ended, known, content)
  const due = forRole(content, ended, profiles, today, new Set(open.map((log) => log.assessment)))
  const starting = (recommendPath ? due.toSorted(byNeed) : due)
    .filter((each, i, all) => all.findIndex(({ competency }) => competency === each.competency) === i)
    .map(({ next, codes, weight }) =>
      recommendation(next, recommendPath ? codes : [...codes, 'as-listed'], recommendPath ? [weight] : []),
    )
  const repeating = dueByToday(dueWork(known, content, profiles, endOfDayMs(today)), content, today)
  const all = [...begun, ...reading, ...repeating, ...starting]
  if (all.length === 0) return [nothingLeft(content, ended)]
  // a list that stopped short would put what it names before the rest
  return recommendPath ? all.slice(0, limit) : all
}

function resume(log: AttemptLog, content: AssessmentContent): Recommendation {
  const { turn } = attemptTurn({ ...log, content })
  const { answered, most } = turn.progress
  const next: NextStep = {
    step: 'resume-assessment',
    ref: { kind: 'assessment', id: log.assessment },
    attempt: log.attempt,
    title: turn.title,
    why: log.reopened
      ? `A person read your answer on ${dayOf(readOn(log))}; with what they said, this goes on.`
      : `You began on ${dayOf(log.startedAtMs)} and answered ${answered} of up to ${most} tasks; it goes on where you left off.`,
    minutes: null,
  }
  return recommendation(next, [log.reopened ? 'read-by-a-person' : 'open-attempt'], [answered, most])
}

/** When a person last scored an answer of it, ms. */
const readOn = ({ steps, startedAtMs }: AttemptLog): number =>
  steps.reduce((last, step) => (step.step === 'scored-by-person' ? step.atMs : last), startedAtMs)

/** What the newest attempt on each assessment missed, unless its aid was opened since. */
function missedLately(
  logs: readonly AttemptLog[],
  finished: readonly FinishedAttempt[],
  events: readonly KnownEvent[],
  content: AssessmentContent,
): Recommendation[] {
  const newest = [...new Map(finished.map((attempt) => [attempt.assessment, attempt])).values()]
  const misses = newest.flatMap(({ assessment, finishedAtMs, result }) => {
    const blueprint = content.blueprints.get(assessment)
    const log = logs.find((each) => each.assessment === assessment && each.finishedAtMs === finishedAtMs)
    return result.subCompetencies.flatMap(({ id, title, state }) => {
      const aid = content.aids.get(blueprint?.remedial.find((row) => row.subCompetency === id)?.aid ?? '')
      if (state !== 'missed' || !aid || result.verdict === 'waiting') return []
      const opened = events.some(
        (event) => event.kind === 'aid-opened' && event.data.id === aid.id && event.at > finishedAtMs,
      )
      return opened ? [] : [{ title, aid, finishedAtMs, sure: log ? wasSure(log, id, content) : false }]
    })
  })
  return misses
    .sort((a, b) => Number(b.sure) - Number(a.sure) || b.finishedAtMs - a.finishedAtMs)
    .map(({ title, aid, finishedAtMs, sure }) => {
      const sureNote = sure ? ' You were sure of a wrong answer, so it comes first.' : ''
      const next: NextStep = {
        step: 'read-aid',
        ref: { kind: aid.kind, id: aid.id },
        attempt: null,
        title: aid.title,
        why: `You missed "${title}" on ${dayOf(finishedAtMs)}; this aid covers just that.${sureNote}`,
        minutes: null,
      }
      return recommendation(next, ['missed-sub-competency', ...(sure ? ['wrong-and-sure'] : [])], [])
    })
}

const endOfDayMs = (day: string): number => Date.parse(day) + 86_399_999

/** What falls due by the end of the day; re-checks of one assessment are asked together. */
function dueByToday(work: readonly DueWork[], content: AssessmentContent, today: string): Recommendation[] {
  const due = work.filter(({ dueAtMs }) => dueAtMs <= endOfDayMs(today))
  const sittings = new Map<string, DueWork[]>()
  for (const each of due) {
    const key = `${each.kind} ${each.assessment}`
    sittings.set(key, [...(sittings.get(key) ?? []), each])
  }
  return [...sittings.values()].flatMap((together) => {
    const [first] = together
    if (!first) return []
    const focus = together.flatMap(({ subCompetency }) => subCompetency ?? [])
    const others = together.length > 1 ? ` ${together.length - 1} more of the same assessment fall due with it.` : ''
    const next: NextStep = {
      step: first.kind,
      ref: { kind: 'assessment', id: first.assessment },
      attempt: null,
      ...(focus.length > 0 ? { focus } : {}),
      title: content.blueprints.get(first.assessment)?.title ?? first.title,
      why: first.why + others,
      minutes: null,
    }
    return [recommendation(next, [`due-${first.kind}`], [together.length])]
  })
}

const wasSure = (log: AttemptLog, subCompetency: string, content: AssessmentContent): boolean =>
  log.steps.some(
    (step) =>
      step.step === 'answered' &&
      step.state === 'scored' &&
      !step.correct &&
      step.confidence === 'sure' &&
      content.items.get(step.item)?.body.subCompetencies[0] === subCompetency,
  )

/** What a role asks for and is not shown yet, in the order of its profile. */
interface Due {
  competency: string
  /** of reasons: nothing known, not yet, cannot tell, with an aid only */
  rank: number
  weight: number
  codes: string[]
  next: NextStep
}

const byNeed = (a: Due, b: Due): number =>
  a.rank - b.rank || b.weight - a.weight || (a.competency < b.competency ? -1 : 1)

function forRole(
  content: AssessmentContent,
  ended: readonly FinishedAttempt[],
  profiles: readonly RoleProfileBody[],
  today: string,
  open: ReadonlySet<string>,
): Due[] {
  const proof = ended.filter(({ result }) => !result.practice)
  const evidence = new Map(competencyEvidence(content, proof).map((each) => [each.id, each]))
  const needed = profiles.flatMap((profile) =>
    profile.competencies.map(({ competency, weight }) => ({ competency, weight, profile })),
  )
  return needed.flatMap(({ competency, weight, profile }) => {
    const [assessment, blueprint] = assessmentOf(content, competency) ?? []
    const isPractice = blueprint?.purpose === 'practice'
    const last = (isPractice ? ended : proof).findLast((attempt) => attempt.competency === competency)
    const standing = evidence.get(competency)
    if (!assessment || !blueprint || !standing || open.has(assessment)) return []
    if (isPractice && last?.result.verdict === 'can-do') return []
    const reason = reasonToStart(standing, last, profile)
    if (!reason) return []
    const stale = isStaleProfile(profile, today)
    const staleNote = stale ? ` The role profile was last reviewed on ${profile.reviewedOn} and is out of date.` : ''
    const next: NextStep = {
      step: 'start-assessment',
      ref: { kind: 'assessment', id: assessment },
      attempt: null,
      title: blueprint.title,
      why: reason.why + staleNote,
      minutes: null,
    }
    const codes = [reason.code, ...(stale ? ['stale-role-profile'] : [])]
    return [{ rank: reason.rank, weight, competency, codes, next }]
  })
}

/** Null where there is nothing to do: shown alone, or waiting for a person. */
function reasonToStart(
  standing: ReturnType<typeof competencyEvidence>[number],
  last: FinishedAttempt | undefined,
  profile: RoleProfileBody,
): { code: string; rank: number; why: string } | null {
  const role = profile.title.toLowerCase()
  if (last?.result.verdict === 'waiting') return null
  if (!last)
    return { code: 'no-evidence', rank: 0, why: `A ${role} needs "${standing.title}", and nothing is known of it yet.` }
  const on = dayOf(last.finishedAtMs)
  if (standing.alone === 'not-yet')
    return {
      code: 'not-yet',
      rank: 1,
      why: `On ${on} the result was "not yet"; what you showed stays credited, and other tasks await you.`,
    }
  if (standing.alone === 'can-do') return null
  if (standing.withAid === 'can-do')
    return { code: 'aided-only', rank: 3, why: `You can do it with an aid open, shown on ${on}; now show it alone.` }
  return { code: 'cannot-tell', rank: 2, why: `The attempt on ${on} could not tell; other tasks will.` }
}

function nothingLeft(content: AssessmentContent, finished: readonly FinishedAttempt[]): Recommendation {
  const waiting = finished.some(
    ({ competency, result }, i) =>
      result.verdict === 'waiting' && !finished.slice(i + 1).some((later) => later.competency === competency),
  )
  const why = waiting
    ? 'A person is reading one of your answers. You will see here what came of it.'
    : content.blueprints.size === 0
      ? 'There are no assessments for you yet. Search the library whenever you need help.'
      : 'You have shown everything your role asks for. The library is there when you need it.'
  const next: NextStep = { step: 'nothing', ref: null, attempt: null, title: 'Nothing to do today', why, minutes: null }
  return recommendation(next, [waiting ? 'waiting-for-a-person' : 'all-shown'], [])
}

const recommendation = (next: NextStep, codes: string[], scores: number[]): Recommendation => ({
  next,
  shown: { step: next.step, ref: next.ref, ...(next.attempt ? { attempt: next.attempt } : {}), codes, scores },
})
