import { type AssessmentContent, type AttemptStep, attemptTurn, endOf, type TurnRecord } from '#core/assessment'
import { AppError, idTimeMs } from '#core/base'
import { type DataOf, type EventOf, inCausalOrder, inTimeOrder, type KnownEvent } from '#core/events'
import type { Turn } from '../engine-api.ts'

/** One attempt of the person: when it began, on what, and what happened since. */
export interface AttemptLog {
  attempt: string
  assessment: string
  /** the sub-competencies that alone are asked; [] asks for the whole */
  focus: readonly string[]
  /** in force when it began: an attempt goes on with the bytes it began with */
  release: number
  startedAtMs: number
  /** of its last step */
  lastAtMs: number
  finishedAtMs: number | null
  /** it had ended, and what a person said of an answer opened it again */
  reopened: boolean
  steps: AttemptStep[]
  eventIds: string[]
}

/** All attempts, oldest first, whatever order the events came in. */
export function attemptLogs(events: readonly KnownEvent[]): AttemptLog[] {
  const started = inTimeOrder(events).filter((event) => event.kind === 'attempt-started')
  const first = new Map(started.toReversed().map((event) => [event.data.attempt, event]))
  return started.flatMap((event) => (first.get(event.data.attempt) === event ? [logOf(event, events)] : []))
}

function logOf(
  { at: startedAtMs, release, data: { attempt, assessment, focus = [] } }: EventOf<'attempt-started'>,
  events: readonly KnownEvent[],
): AttemptLog {
  const own = inCausalOrder(events.filter((event) => belongsTo(event, attempt)))
  const openings = openingsElsewhere(events)
  const stepped = own.flatMap((event, i) => {
    const step = stepOf(event, own.slice(0, i), openings)
    return step ? [{ step, at: event.at }] : []
  })
  const steps = stepped.map(({ step }) => step)
  const end = endOf(steps)
  return {
    attempt,
    assessment,
    focus,
    release,
    startedAtMs,
    lastAtMs: own.reduce((last, { at }) => Math.max(last, at), startedAtMs),
    finishedAtMs: stepped.find(({ step }) => step === end)?.at ?? null,
    reopened: end === null && steps.some(({ step }) => step === 'finished'),
    steps,
    eventIds: own.map(({ id }) => id),
  }
}

/** When aids were opened outside any attempt, ms. */
const openingsElsewhere = (events: readonly KnownEvent[]): number[] =>
  events.flatMap((event) =>
    event.kind === 'aid-opened' && event.data.attempt === undefined ? [idTimeMs(event.id)] : [],
  )

/** By the clock, because such an opening may be another device's, which knew nothing of the attempt. */
const openedSince = (
  item: string,
  before: readonly KnownEvent[],
  openings: readonly number[],
  untilMs: number,
): boolean => {
  const shown = before.findLast((event) => event.kind === 'item-shown' && event.data.item === item)
  return shown !== undefined && openings.some((ms) => ms >= idTimeMs(shown.id) && ms <= untilMs)
}

function belongsTo(event: KnownEvent, attempt: string): boolean {
  switch (event.kind) {
    case 'aid-opened':
    case 'attempt-started':
    case 'item-shown':
    case 'item-answered':
    case 'remedial-opened':
    case 'attempt-finished':
    case 'answer-scored':
      return event.data.attempt === attempt
    default:
      return false
  }
}

/** An aid opened anywhere while a task is on the screen is an aid opened in the attempt, wherever it was opened from. */
function stepOf(event: KnownEvent, before: readonly KnownEvent[], openings: readonly number[]): AttemptStep | null {
  switch (event.kind) {
    case 'item-shown':
      return { step: 'shown', item: event.data.item }
    case 'aid-opened':
      return { step: 'aid-opened' }
    case 'item-answered': {
      const { item, state, correct, confidence } = event.data
      const aided = event.data.aided || openedSince(item, before, openings, idTimeMs(event.id))
      return { step: 'answered', item, state, correct, confidence, aided }
    }
    case 'remedial-opened':
      return { step: 'remedial-opened', subCompetency: event.data.subCompetency }
    case 'answer-scored': {
      const { answer, item, correct } = event.data
      // the first answer to an item is the one that counts
      const counts = before.find((each) => each.kind === 'item-answered' && each.data.item === item)?.id === answer
      return counts ? { step: 'scored-by-person', item, correct, atMs: event.at } : null
    }
    case 'attempt-finished': {
      const { verdict, theta, se, aided = false } = event.data
      return { step: 'finished', verdict, theta, se, aided }
    }
    default:
      return null
  }
}

/** An event to append because of a turn. */
export type EventToAppend =
  | { kind: 'item-shown'; data: DataOf<'item-shown'> }
  | { kind: 'attempt-finished'; data: DataOf<'attempt-finished'> }

/**
 * Where an attempt stands now, and the event to append for it, if it is not there yet.
 *
 * @throws {AppError} `not-found` for an attempt this person never started, or an assessment the release does not hold
 */
export function turnOf(
  attempt: string,
  events: readonly KnownEvent[],
  content: AssessmentContent,
): { turn: Turn; append: EventToAppend | null } {
  const logs = attemptLogs(events)
  const log = logs.find((each) => each.attempt === attempt)
  if (!log) throw new AppError('not-found', 'There is no such attempt on this device; start the assessment again.')
  const { turn, record } = attemptTurn({ ...log, content, seenBefore: answeredItems(logs, attempt) })
  return { turn, append: record && toEvent(attempt, record) }
}

/** Whether an aid was opened since this item was shown: what `item-answered` says as `aided`. */
export function isAided(attempt: string, item: string, events: readonly KnownEvent[]): boolean {
  const own = inCausalOrder(events.filter((event) => belongsTo(event, attempt)))
  const shownAt = own.findIndex((event) => event.kind === 'item-shown' && event.data.item === item)
  const inAttempt = shownAt >= 0 && own.slice(shownAt).some((event) => event.kind === 'aid-opened')
  return inAttempt || openedSince(item, own, openingsElsewhere(events), Number.POSITIVE_INFINITY)
}

const answeredItems = (logs: readonly AttemptLog[], except: string): Set<string> =>
  new Set(
    logs
      .filter((log) => log.attempt !== except)
      .flatMap((log) => log.steps.flatMap((step) => (step.step === 'answered' ? [step.item] : []))),
  )

const rounded = (x: number): number => Math.round(x * 1000) / 1000

function toEvent(attempt: string, record: TurnRecord): EventToAppend {
  const theta = rounded(record.theta)
  const se = rounded(record.se)
  if (record.kind === 'attempt-finished') {
    const { kind, verdict, aided } = record
    return { kind, data: { attempt, verdict, theta, se, aided } }
  }
  const { kind, item, version, why } = record
  return { kind, data: { attempt, item, version, why, theta, se } }
}
