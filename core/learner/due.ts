import {
  type AssessmentContent,
  createMemoryModel,
  type MasteryEvidence,
  type MemoryModel,
  type MemoryState,
} from '#core/assessment'
import { DAY_MS } from '#core/base'
import type { RoleProfileBody } from '#core/competencies'
import type { KnownEvent } from '#core/events'
import type { DueWork } from '../engine-api.ts'
import { assessmentOf } from './assessment-of.ts'
import { attemptLogs } from './attempt-log.ts'
import { dayOf } from './day.ts'
import { masteryEvidence } from './mastery-evidence.ts'
import { finishedAttempts } from './my-record.ts'
import { gradeOf } from './recall-rows.ts'

/** After "can do" the whole is asked once more: what was shown on one day may be gone on another. */
const RE_ASSESS_DAYS = 30
/** An attempt on the whole so shortly before the day counts as the re-assessment. */
const EARLY_DAYS = 5

/**
 * Work that falls due, soonest first, also what is still to come: a pure fold, the same on two devices that hold the same events.
 *
 * A re-check for each sub-competency that was once shown, on the day FSRS expects recall to have fallen to .9; a miss brings it
 * back within days. A re-assessment 30 days after a competency was first shown alone; re-checks of a competency that is
 * re-assessed by then are left out. Only what the release holds, is not retired, and the person's role asks for; with no
 * profile, everything.
 */
export function dueWork(
  events: readonly KnownEvent[],
  content: AssessmentContent,
  profiles: readonly RoleProfileBody[],
  nowMs: number,
  memory: MemoryModel = createMemoryModel(),
): DueWork[] {
  const needed = new Set(profiles.flatMap((profile) => profile.competencies.map(({ competency }) => competency)))
  const inUse = content.competencies.all.filter(
    ({ id, body }) => body.retiredOn === undefined && (needed.size === 0 || needed.has(id)),
  )
  const evidence = masteryEvidence(events, content)
  const logs = attemptLogs(events)
  const finished = finishedAttempts(logs, content)
  const open = logs.filter(({ finishedAtMs }) => finishedAtMs === null)
  return inUse
    .flatMap(({ id: competency, body }): DueWork[] => {
      const assessment = assessmentOf(content, competency)?.[0]
      if (assessment === undefined || open.some((log) => log.assessment === assessment && log.focus.length === 0))
        return []
      const about = { competency, assessment }
      const again = reAssessment(finished.filter((attempt) => attempt.competency === competency))
      const title = content.competencies.title(competency)
      const whole: DueWork[] = again ? [{ kind: 're-assessment', ...about, subCompetency: null, title, ...again }] : []
      const parts = body.subCompetencies.flatMap((sub): DueWork[] => {
        const begun = open.some((log) => log.assessment === assessment && log.focus.includes(sub.id))
        const own = evidence.filter(({ subCompetency }) => subCompetency === sub.id)
        if (begun || !isAsked(content, assessment, sub.id) || !own.some(({ correct }) => correct)) return []
        return [
          { kind: 're-check', ...about, subCompetency: sub.id, title: sub.title, ...reCheck(sub.title, own, memory) },
        ]
      })
      const kept = parts.filter(({ dueAtMs }) => !again || again.dueAtMs > Math.max(nowMs, dueAtMs))
      return [...whole, ...kept]
    })
    .sort((a, b) => a.dueAtMs - b.dueAtMs || (idOf(a) < idOf(b) ? -1 : 1))
}

const idOf = ({ competency, subCompetency }: DueWork): string => `${competency} ${subCompetency ?? ''}`

const isAsked = (content: AssessmentContent, assessment: string, sub: string): boolean =>
  content.blueprints.get(assessment)?.items.some((id) => content.items.get(id)?.body.subCompetencies[0] === sub) ??
  false

function reCheck(
  title: string,
  own: readonly MasteryEvidence[],
  memory: MemoryModel,
): { dueAtMs: number; why: string } {
  let state: MemoryState | null = null
  let lastAtMs = 0
  for (const answer of own) {
    state = memory.review(state, (answer.at - lastAtMs) / DAY_MS, gradeOf(answer))
    lastAtMs = answer.at
  }
  const missed = own.at(-1)?.correct === false
  const days = state ? memory.interval(state) : 1
  const on = dayOf(lastAtMs)
  return {
    dueAtMs: lastAtMs + days * DAY_MS,
    why: missed
      ? `You missed "${title}" on ${on}, and had shown it before; it is asked again soon, so that it comes back.`
      : `You showed "${title}" on ${on}; after ${counted(days)} about one in ten people has lost it, so it is asked once more.`,
  }
}

const counted = (days: number): string => (days === 1 ? 'one day' : `${days} days`)

/** Null before the competency was shown alone, and after it was assessed again at the time. */
function reAssessment(finished: ReturnType<typeof finishedAttempts>): { dueAtMs: number; why: string } | null {
  let shownAtMs: number | null = null
  let isDone = false
  for (const { finishedAtMs, focus, result } of finished) {
    if (focus.length > 0 || result.aided) continue
    const isLater = shownAtMs !== null && finishedAtMs >= shownAtMs + (RE_ASSESS_DAYS - EARLY_DAYS) * DAY_MS
    if (result.verdict === 'not-yet') shownAtMs = null
    if (result.verdict !== 'can-do') continue
    if (isLater) isDone = true
    if (shownAtMs === null) {
      shownAtMs = finishedAtMs
      isDone = false
    }
  }
  if (shownAtMs === null || isDone) return null
  return {
    dueAtMs: shownAtMs + RE_ASSESS_DAYS * DAY_MS,
    why: `You showed it alone on ${dayOf(shownAtMs)}; ${RE_ASSESS_DAYS} days later the whole is asked once more.`,
  }
}
