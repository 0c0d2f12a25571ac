import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { parse, parseJson, sha256Hex } from '#core/base'
import { type EventOf, LearningEvent, readEvent } from '#core/events'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'

/** An answer the server holds, and what was made of it. */
export interface HeldAnswer {
  /** names it to who reads it: from the event's id nobody gets here or back, and that one says when it was */
  name: string
  learner: string
  event: EventOf<'item-answered'>
  /** it is the first to its task, in an attempt that was begun: what else a device sends is kept and asks nobody to read it */
  counts: boolean
  challenge: EventOf<'challenge-opened'> | null
  readings: readonly HeldReading[]
}

export interface HeldReading {
  n: number
  person: string
  atMs: number
  task: string
  verdicts: ReadonlyMap<string, 'met' | 'missed'>
}

const Events = v.array(v.object({ learner: v.string(), body: v.string() }))
const Answers = v.array(v.object({ learner: v.string(), body: v.string(), begun: v.number() }))
const begun = sql.raw(`exists (select 1 from event as s where s.learner = e.learner and s.kind = 'attempt-started'
    and s.id = json_extract(e.body, '$.data.attempt')) as begun`)
const BATCH = 200
const Body = v.object({
  criteria: v.array(v.object({ criterion: v.string(), verdict: v.picklist(['met', 'missed']) })),
})
export type ReadingBody = v.InferOutput<typeof Body>

const nameOf = (learner: string, answer: string): string => sha256Hex(`answer ${learner} ${answer}`).slice(0, 32)

/** Answers in own words, and any that a person contested; what was erased is gone here too. */
export async function heldAnswers(db: Kysely<Schema>): Promise<HeldAnswer[]> {
  const challenges = await contested(db)
  // written out, so that the index of these rows alone is used
  const words = await sql`
    select learner, body, ${begun} from event as e
    where kind = 'item-answered' and json_extract(body, '$.data.response.answer') = 'text' order by received_ms`.execute(
    db,
  )
  const named = [...challenges.values()].map(({ learner, event }) => `${learner} ${event.data.about}`)
  const others = await sql`
    select e.learner, e.body, ${begun} from json_each(${JSON.stringify(named)}) as c
    join event as e on e.learner = substr(c.value, 1, length(c.value) - 37) and e.id = substr(c.value, -36)
    where e.kind = 'item-answered' and json_extract(e.body, '$.data.response.answer') <> 'text'`.execute(db)
  const readings = await readingsByAnswer(db)
  const found: HeldAnswer[] = []
  for (const [i, row] of parse(Answers, [...words.rows, ...others.rows], 'answers').entries()) {
    // so that one device with thousands of answers holds nobody else's request up
    if (i % BATCH === BATCH - 1) await nextTask()
    const event = readEvent(parseJson(LearningEvent, row.body, 'stored event'))
    if (event?.kind !== 'item-answered') continue
    const { learner } = row
    const key = `${learner} ${event.id}`
    const challenge = challenges.get(key)?.event ?? null
    const name = nameOf(learner, event.id)
    found.push({ name, learner, event, counts: row.begun === 1, challenge, readings: readings.get(key) ?? [] })
  }
  const first = new Map<string, HeldAnswer>()
  for (const answer of found) {
    const before = first.get(taskKey(answer))
    if (!before || isBefore(answer, before)) first.set(taskKey(answer), answer)
  }
  return found.map((answer) => ({ ...answer, counts: answer.counts && first.get(taskKey(answer)) === answer }))
}

const taskKey = ({ learner, event }: HeldAnswer): string => `${learner} ${event.data.attempt} ${event.data.item}`
const isBefore = ({ event: a }: HeldAnswer, { event: b }: HeldAnswer): boolean =>
  a.n === b.n ? a.id < b.id : a.n < b.n

async function contested(db: Kysely<Schema>) {
  const { rows } = await sql`
    select learner, body from event where kind = 'challenge-opened' order by received_ms`.execute(db)
  const first = new Map<string, { learner: string; event: EventOf<'challenge-opened'> }>()
  for (const { learner, body } of parse(Events, rows, 'challenges')) {
    const event = readEvent(parseJson(LearningEvent, body, 'stored event'))
    if (event?.kind !== 'challenge-opened' || event.data.reason !== 'wrong-score') continue
    const key = `${learner} ${event.data.about}`
    if (!first.has(key)) first.set(key, { learner, event })
  }
  return first
}

async function readingsByAnswer(db: Kysely<Schema>): Promise<Map<string, HeldReading[]>> {
  const rows = await db
    .selectFrom('answer_reading')
    .select(['learner', 'answer', 'n', 'person', 'at_ms', 'task', 'body'])
    .orderBy('n')
    .execute()
  const all = new Map<string, HeldReading[]>()
  for (const { learner, answer, n, person, at_ms, task, body } of rows) {
    const { criteria } = parseJson(Body, body, 'reading of an answer')
    const verdicts = new Map(criteria.map(({ criterion, verdict }) => [criterion, verdict]))
    const key = `${learner} ${answer}`
    const known = all.get(key) ?? []
    known.push({ n, person, atMs: at_ms, task, verdicts })
    all.set(key, known)
  }
  return all
}

/** By the item they answer. */
export function byItem<T>(all: readonly T[], itemOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(itemOf(one)) ?? []
    group.push(one)
    groups.set(itemOf(one), group)
  }
  return groups
}
