import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { parse, parseJson } from '#core/base'
import { type EventOf, LearningEvent, readEvent } from '#core/events'
import type { Schema } from '../database.ts'
import { listRecords } from './records.ts'

export const REPORT_ANSWER = 'report-answer'

/** What an owner answered, under the newest report it answers. No name and no word of who reported is in it. */
export const AnswerRecord = v.object({
  kind: v.string(),
  object: v.string(),
  reports: v.array(v.string()),
  outcome: v.picklist(['fixed', 'right', 'withdrawn']),
  version: v.nullable(v.number()),
  note: v.nullable(v.string()),
})
export type AnswerRecord = v.InferOutput<typeof AnswerRecord>
export interface GivenAnswer extends AnswerRecord {
  id: string
  by: string
  at: string
}

export interface ReceivedReport {
  learner: string
  receivedMs: number
  event: EventOf<'aid-reported'>
}
/** What one person reported of one object and nobody has answered, oldest first. */
export interface Thread {
  /** of its newest report */
  id: string
  learner: string
  kind: string
  object: string
  reports: ReceivedReport[]
}

/** Beyond so many objects at a time, what a person reports waits until some of it is answered. */
export const MOST_THREADS = 20

const Listed = v.array(v.object({ learner: v.string(), id: v.string(), received_ms: v.number() }))
const Stored = v.array(v.object({ ...Listed.item.entries, body: v.string() }))

type Reported = EventOf<'aid-reported'>
const readStored = (body: string): Reported | null => {
  const event = readEvent(parseJson(LearningEvent, body, 'stored event'))
  return event?.kind === 'aid-reported' ? event : null
}

export interface ReportReader {
  /** Every report there is, in the order they came, by id: what was erased is gone here too. */
  received(): Promise<ReadonlyMap<string, ReceivedReport>>
}
const readers = new WeakMap<Kysely<Schema>, ReportReader>()

/** One a database: a stored event never changes, so each is read once; which there are is asked each time. */
export function reportReader(db: Kysely<Schema>): ReportReader {
  const known = readers.get(db)
  if (known) return known
  let read = new Map<string, Reported | null>()
  const reader: ReportReader = {
    async received() {
      // written out, so that the index of these rows alone is used
      const { rows } = await sql`
        select learner, id, received_ms from event where kind = 'aid-reported' order by received_ms`.execute(db)
      const listed = parse(Listed, rows, 'reports')
      const now = new Map<string, Reported | null>()
      const missing = listed.filter(({ id }) => !read.has(id)).length
      const fresh = missing > FEW ? await allBodies(db) : new Map<string, string>()
      const all = new Map<string, ReceivedReport>()
      for (const { learner, id, received_ms } of listed) {
        const body = read.has(id) ? null : (fresh.get(id) ?? (await oneBody(db, learner, id)))
        const event = body === null ? (read.get(id) ?? null) : readStored(body)
        now.set(id, event)
        if (event) all.set(id, { learner, receivedMs: received_ms, event })
      }
      read = now
      return all
    },
  }
  readers.set(db, reader)
  return reader
}

/** More than so many new ones are read in one go. */
const FEW = 200

async function allBodies(db: Kysely<Schema>): Promise<Map<string, string>> {
  const { rows } = await sql`select learner, id, received_ms, body from event where kind = 'aid-reported'`.execute(db)
  return new Map(parse(Stored, rows, 'reports').map(({ id, body }) => [id, body]))
}
async function oneBody(db: Kysely<Schema>, learner: string, id: string): Promise<string | null> {
  const found = db.selectFrom('event').select('body').where('learner', '=', learner).where('id', '=', id)
  return (await found.executeTakeFirst())?.body ?? null
}

/** What one person reported, in the order it came. */
export async function reportsOf(db: Kysely<Schema>, learner: string): Promise<Map<string, ReceivedReport>> {
  const { rows } = await sql`
    select learner, id, received_ms, body from event
    where learner = ${learner} and kind = 'aid-reported' order by received_ms`.execute(db)
  const all = new Map<string, ReceivedReport>()
  for (const { id, received_ms, body } of parse(Stored, rows, 'reports')) {
    const event = readStored(body)
    if (event) all.set(id, { learner, receivedMs: received_ms, event })
  }
  return all
}

export async function givenAnswers(db: Kysely<Schema>): Promise<GivenAnswer[]> {
  return (await listRecords(db, REPORT_ANSWER)).map(({ id, person, at, body }) => ({
    ...parse(AnswerRecord, body, REPORT_ANSWER),
    id,
    by: person,
    at,
  }))
}

/**
 * Reports nobody answered, by person and object, those that wait longest first.
 *
 * @param exists whether there is such an object: what names another is left aside
 * @param most threads of one person
 */
export function openThreads(
  reports: ReadonlyMap<string, ReceivedReport>,
  answers: readonly GivenAnswer[],
  exists: (kind: string, id: string) => boolean,
  most = MOST_THREADS,
): { threads: Thread[]; held: number } {
  const answered = new Set(answers.flatMap((answer) => answer.reports))
  const byKey = new Map<string, Thread>()
  for (const [id, report] of reports) {
    const { kind, id: object } = report.event.data
    if (answered.has(id) || !exists(kind, object)) continue
    const key = `${report.learner} ${kind} ${object}`
    const thread = byKey.get(key) ?? { id, learner: report.learner, kind, object, reports: [] }
    thread.id = id
    thread.reports.push(report)
    byKey.set(key, thread)
  }
  const count = new Map<string, number>()
  const threads: Thread[] = []
  for (const thread of byKey.values()) {
    const n = (count.get(thread.learner) ?? 0) + 1
    count.set(thread.learner, n)
    if (n <= most) threads.push(thread)
  }
  return { threads, held: byKey.size - threads.length }
}
