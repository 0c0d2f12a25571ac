import type { Kysely } from 'kysely'
import { type AssessmentContent, endOf, ItemParameters, readAssessmentContent } from '#core/assessment'
import { dayOf, parseJson, textOf } from '#core/base'
import { type GapReading, type GapReadings, isOldReading, judgeValue } from '#core/competencies'
import { readEnvelope } from '#core/content'
import { type EventOf, LearningEvent, readEvents } from '#core/events'
import { type AttemptLog, attemptLogs, type FinishedAttempt, finishedAttempts } from '#core/learner'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { readRelease } from './published.ts'
import { entryNames } from './release-content.ts'
import { lastPublished } from './sign-time.ts'

/** What a reading is asked about. `level` is what the role requires, null where nobody said. */
export interface GapSubject {
  competency: string
  sub: string | null
  level: number | null
}

interface Folded {
  attempts: FinishedAttempt[]
  observations: EventOf<'evidence-observed'>[]
}
interface Known extends Folded {
  rows: {
    competency: string
    type: string
    value: number
    needed: string | null
    day: string
    source: string
    n: number
  }[]
}
type Found = Omit<GapReading, 'old'>

const kinds = [
  'attempt-started',
  'item-shown',
  'item-answered',
  'aid-opened',
  'remedial-opened',
  'attempt-finished',
  'answer-scored',
  'evidence-observed',
]

/**
 * Reads what the three sources say of people, each person once. Only days leave here, never a time of day, an answer or the use of
 * an aid.
 */
export function createGapReadings(org: Organisation) {
  const { db } = org
  const held = publishedAssessments(db)
  const people = new Map<string, Promise<Known>>()
  const today = dayOf(org.nowMs())

  async function readPerson(person: string): Promise<Known> {
    const rows = await db
      .selectFrom('gap_evidence')
      .select(['n', 'competency', 'type', 'value', 'needed', 'day', 'source'])
      .where('person', '=', person)
      .orderBy('day')
      .orderBy('n')
      .execute()
    return { ...(await foldPerson(person)), rows }
  }

  /** A person's set that has the same sums is the same set, so what follows from it does too. */
  async function foldPerson(person: string): Promise<Folded> {
    const { release, content } = await held
    const sums = await db.selectFrom('event_sum').selectAll().where('learner', '=', person).orderBy('bucket').execute()
    const key = JSON.stringify([release, sums])
    const folded = foldedBefore(org)
    const before = folded.get(person)
    if (before?.key === key) return before
    // so that requests are not held up while many people are read
    await nextTask()
    const stored = await db
      .selectFrom('event')
      .select('body')
      .where('learner', '=', person)
      .where('kind', 'in', kinds)
      .execute()
    const events = readEvents(stored.map(({ body }) => parseJson(LearningEvent, body, 'event')))
    const after = {
      key,
      attempts: content ? finishedAttempts(await backed(person, attemptLogs(events)), content) : [],
      observations: events.filter((event) => event.kind === 'evidence-observed'),
    }
    folded.set(person, after)
    return after
  }

  /** Without attempts a device makes more of than was answered: a score the task does not give, or an end that nothing leads to. */
  async function backed(person: string, logs: readonly AttemptLog[]): Promise<AttemptLog[]> {
    const rows = await db.selectFrom('score_differs').select('answer').where('learner', '=', person).execute()
    const differs = new Set(rows.map(({ answer }) => answer))
    return logs.filter(({ steps, eventIds }) => {
      const isRight = steps.some((step) => 'correct' in step && step.correct)
      return (isRight || endOf(steps)?.verdict !== 'can-do') && !eventIds.some((id) => differs.has(id))
    })
  }

  return async (person: string, subject: GapSubject): Promise<GapReadings> => {
    const reading = people.get(person) ?? readPerson(person)
    people.set(person, reading)
    const known = await reading
    const dated = (found: Found | null): GapReading | null => found && { ...found, old: isOldReading(found.on, today) }
    return {
      assessment: dated(assessed(known.attempts, subject)),
      observation: dated(newest([imported(known, subject, 'observation'), observed(known.observations, subject)])),
      performance: dated(imported(known, subject, 'performance')),
    }
  }
}

const newest = (found: readonly (Found | null)[]): Found | null =>
  found.reduce((best, each) => (each && (!best || each.on > best.on) ? each : best), null)

/** What was shown alone decides; with an aid open it cannot tell, unless even that was not enough. */
function assessed(attempts: readonly FinishedAttempt[], { competency, sub }: GapSubject): Found | null {
  // a re-check of some parts says nothing of the whole
  const own = attempts.filter((each) => each.competency === competency && (sub !== null || each.focus.length === 0))
  const said = own.flatMap((attempt) => {
    const says = sub === null ? verdictOf(attempt) : partOf(attempt, sub)
    return says === null
      ? []
      : [{ says, aided: attempt.result.aided && !attempt.result.aidAllowed, on: dayOf(attempt.finishedAtMs), attempt }]
  })
  const decided = said.filter(({ says }) => says !== 'cannot-tell')
  const last = decided.findLast(({ aided }) => !aided) ?? decided.at(-1) ?? said.at(-1)
  if (!last) return null
  const { says, aided, on, attempt } = last
  const from = attempt.assessment
  if (says === 'cannot-tell') return { says, value: 'could not tell', on, from }
  if (!aided) {
    const how = attempt.result.aided ? 'can do it with the aid at hand, as this work allows' : 'can do it alone'
    return { says, value: says === 'meets' ? how : 'not yet', on, from }
  }
  if (says === 'below') return { says, value: 'not yet, even with an aid open', on, from }
  return { says: 'cannot-tell', value: 'can do it with an aid open; not shown alone', on, from }
}

function verdictOf({ result: { verdict } }: FinishedAttempt): Found['says'] {
  if (verdict === 'can-do') return 'meets'
  return verdict === 'not-yet' ? 'below' : 'cannot-tell'
}

function partOf({ result }: FinishedAttempt, sub: string): Found['says'] | null {
  const state = result.subCompetencies.find(({ id }) => id === sub)?.state
  if (state === 'shown') return 'meets'
  return state === 'missed' ? 'below' : null
}

/** Structured observations of managers: every point seen, or not. */
function observed(events: readonly EventOf<'evidence-observed'>[], { competency, sub }: GapSubject): Found | null {
  const found = events.flatMap((event): Found[] => {
    if (event.data.competency !== competency) return []
    const points = event.data.points.filter(
      ({ point, seen }) => seen !== 'not-observed' && (sub === null || point === sub),
    )
    const seen = points.filter((each) => each.seen === 'yes').length
    if (points.length === 0)
      return sub === null
        ? [{ says: 'cannot-tell', value: 'nothing was to be seen', on: dayOf(event.at), from: event.data.by }]
        : []
    const says = seen === points.length ? 'meets' : 'below'
    return [{ says, value: `${seen} of ${points.length} points seen`, on: dayOf(event.at), from: event.data.by }]
  })
  return newest(found.toReversed())
}

/** The newest line; of one day the one imported last. */
function imported(
  { rows }: Known,
  { competency, sub, level }: GapSubject,
  type: 'observation' | 'performance',
): Found | null {
  const row = rows.findLast((each) => each.type === type && each.competency === (sub ?? competency))
  if (!row) return null
  const { value, day, source } = row
  const isLevel = type === 'observation' && row.needed === null
  const needed = isLevel && level !== null ? String(level) : row.needed
  const says = judgeValue(value, needed)
  const beside = needed === null ? 'what is enough is not known' : `${isLevel ? 'required' : 'needed'} ${needed}`
  return { says, value: `${isLevel ? 'level ' : ''}${value} (${beside})`, on: day, from: source }
}

/** Folding costs milliseconds a person: what was folded is kept in memory with what it was folded from. */
const foldedByOrganisation = new WeakMap<Organisation, Map<string, Folded & { key: string }>>()
function foldedBefore(org: Organisation) {
  const kept = foldedByOrganisation.get(org) ?? new Map<string, Folded & { key: string }>()
  foldedByOrganisation.set(org, kept)
  return kept
}

/** What is published for assessment; nothing before the first release. */
export async function publishedAssessments(
  db: Kysely<Schema>,
): Promise<{ release: number; content: AssessmentContent | null }> {
  const last = await lastPublished(db)
  if (!last) return { release: 0, content: null }
  const release = readRelease(last.payload)
  const wanted = release.objects.filter(({ kind }) => kind === 'assessment' || kind === 'item' || kind === 'competency')
  const entry = release.derived.find(({ name }) => name === entryNames.parameters)
  const hashes = [...wanted.map(({ sha256 }) => sha256), ...(entry ? [entry.sha256] : [])]
  const blobs = new Map<string, Uint8Array>()
  for (const sha256 of hashes) {
    const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
    if (row) blobs.set(sha256, row.bytes)
  }
  const objects = wanted.flatMap(({ kind, id, sha256 }) => {
    const bytes = blobs.get(sha256)
    return bytes ? [readEnvelope(bytes, `${kind} ${id}`)] : []
  })
  const parameters = entry && blobs.get(entry.sha256)
  const read = parameters && parseJson(ItemParameters, textOf(parameters, 'item parameters'), 'item parameters')
  return { release: last.version, content: readAssessmentContent(objects, [], read ?? null) }
}
