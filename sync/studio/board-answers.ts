import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { type AnswerRow, responseKey } from '#core/assessment'
import { parse, parseJson } from '#core/base'
import { eventKind, LearningEvent, readEvent } from '#core/events'
import type { ItemResponse } from '../../core/engine-api.ts'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'

/** What counts of an item: first answers that were scored, given alone and not after the aid for that very part. */
export interface CountedAnswer extends AnswerRow {
  version: number
  /** criteria that were missed */
  missed: readonly string[]
}

export interface BoardAnswers {
  /** by item, in the order they arrived */
  counted: ReadonlyMap<string, readonly CountedAnswer[]>
  /** who met an item, whatever counts; and who met any, in the order they came */
  met: ReadonlyMap<string, ReadonlySet<string>>
  people: readonly string[]
  /** one response for each of its keys, to say what was chosen */
  said: ReadonlyMap<string, ItemResponse>
}

/** As the partial index names them: SQLite uses it for exactly these words. */
export const measuredKinds = sql.raw(
  `kind in ('item-answered', 'answer-scored', 'remedial-opened', 'attempt-finished')`,
)

/** What a device writes in a version of later programs was checked by nobody: it is left out, as every fold does. */
export const readableHere = sql.raw(
  `(${(['item-answered', 'answer-scored', 'remedial-opened', 'attempt-finished'] as const)
    .map((kind) => `kind = '${kind}' and json_extract(body, '$.v') <= ${eventKind(kind)?.v ?? 0}`)
    .join(' or ')})`,
)

const Row = v.object({
  learner: v.string(),
  id: v.string(),
  at: v.number(),
  kind: v.string(),
  item: v.string(),
  version: v.number(),
  correct: v.number(),
  state: v.nullable(v.string()),
  confidence: v.nullable(v.picklist(['guess', 'think-so', 'sure'])),
  aided: v.nullable(v.number()),
  took: v.nullable(v.number()),
  response: v.nullable(v.string()),
  criteria: v.nullable(v.string()),
  answer: v.nullable(v.string()),
})
type Row = v.InferOutput<typeof Row>
const Criteria = v.array(v.object({ criterion: v.string(), verdict: v.string() }))
const BATCH = 2

/** @param items with the part each asks for first, by id @param withAid an aid may be open in this work */
export async function boardAnswers(
  db: Kysely<Schema>,
  items: ReadonlyMap<string, string>,
  withAid: boolean,
): Promise<BoardAnswers> {
  const helped = await helpedFrom(db)
  const said = new Map<string, ItemResponse>()
  const keys = new Map<string, string | null>()
  const cameAt = new Map<string, number>()
  const counted = new Map<string, CountedAnswer[]>()
  const met = new Map<string, Set<string>>()
  const ids = [...items.keys()]
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await answerRows(db, ids.slice(from, from + BATCH))
    const readBy = new Map(rows.flatMap((row) => (row.answer ? [[`${row.learner} ${row.answer}`, row] as const] : [])))
    for (const row of firstAnswers(rows)) {
      cameAt.set(row.learner, Math.min(row.at, cameAt.get(row.learner) ?? row.at))
      const metBy = met.get(row.item) ?? new Set()
      met.set(row.item, metBy.add(row.learner))
      const read = readBy.get(`${row.learner} ${row.id}`)
      const since = helped.get(`${row.learner} ${items.get(row.item)}`)
      const afterHelp = since !== undefined && since < row.id
      if ((row.aided === 1 && !withAid) || afterHelp || (!read && row.state !== 'scored')) continue
      const own = counted.get(row.item) ?? []
      own.push({
        item: row.item,
        person: row.learner,
        version: row.version,
        correct: (read ?? row).correct === 1,
        confidence: row.confidence ?? 'guess',
        aided: false,
        tookMs: row.took ?? 0,
        at: row.at,
        response: keyOf(row),
        missed: missedOf((read ?? row).criteria),
      })
      counted.set(row.item, own)
    }
    await nextTask()
  }
  for (const own of counted.values()) own.sort((a, b) => a.at - b.at || (a.person < b.person ? -1 : 1))
  const people = [...cameAt].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([person]) => person)
  return { counted, met, people, said }

  /** Of the same response text there is one key: thousands of answers choose among a few. */
  function keyOf({ item, response }: Row): string | null {
    if (response === null) return null
    const known = keys.get(response)
    if (known !== undefined) return known
    const read = readResponse(item, response)
    const key = read && responseKey(read)
    keys.set(response, key)
    if (read && key !== null) said.set(key, read)
    return key
  }
}

const missedOf = (criteria: string | null): string[] =>
  criteria === null
    ? []
    : parseJson(Criteria, criteria, 'criteria').flatMap(({ criterion, verdict }) =>
        verdict === 'missed' ? [criterion] : [],
      )

/** Own words stay where they are: only what was chosen or filled in comes along. */
async function answerRows(db: Kysely<Schema>, items: readonly string[]): Promise<Row[]> {
  const { rows } = await sql`
    select learner, id, received_ms as at, kind,
      json_extract(body, '$.data.item') as item,
      json_extract(body, '$.data.version') as version,
      json_extract(body, '$.data.correct') as correct,
      json_extract(body, '$.data.state') as state,
      json_extract(body, '$.data.confidence') as confidence,
      json_extract(body, '$.data.aided') as aided,
      json_extract(body, '$.data.tookMs') as took,
      iif(json_extract(body, '$.data.response.answer') <> 'text', json_extract(body, '$.data.response'), null) as response,
      json_extract(body, '$.data.criteria') as criteria,
      json_extract(body, '$.data.answer') as answer
    from event
    where ${measuredKinds} and ${readableHere} and kind in ('item-answered', 'answer-scored')
      and json_extract(body, '$.data.item') in (select value from json_each(${JSON.stringify(items)}))
      and not exists (select 1 from score_differs as d where d.learner = event.learner and d.answer = event.id)
    order by id`.execute(db)
  return parse(v.array(Row), rows, 'answers')
}

function firstAnswers(rows: readonly Row[]): Row[] {
  const first = new Map<string, Row>()
  for (const row of rows) {
    const key = `${row.learner} ${row.item}`
    if (row.kind === 'item-answered' && !first.has(key)) first.set(key, row)
  }
  return [...first.values()]
}

const Helped = v.array(v.object({ learner: v.string(), part: v.string(), since: v.string() }))

/** The first time a person opened the aid for a part. */
async function helpedFrom(db: Kysely<Schema>): Promise<Map<string, string>> {
  const { rows } = await sql`
    select learner, json_extract(body, '$.data.subCompetency') as part, min(id) as since
    from event where ${measuredKinds} and ${readableHere} and kind = 'remedial-opened' group by 1, 2`.execute(db)
  return new Map(parse(Helped, rows, 'opened aids').map(({ learner, part, since }) => [`${learner} ${part}`, since]))
}

/** A stored response through the schema of its event. */
function readResponse(item: string, response: string): ItemResponse | null {
  const id = '01a00000-0000-7000-8000-000000000000'
  const data = { attempt: id, item, version: 1, response: parseJson(v.unknown(), response, 'response') }
  const rest = { score: 0, correct: false, state: 'scored', confidence: 'guess', aided: false, tookMs: 0 }
  const body = { id, gen: 1, kind: 'item-answered', v: 1, at: 0, n: 0, release: 0, data: { ...data, ...rest } }
  const event = readEvent(parse(LearningEvent, body, 'response'))
  return event?.kind === 'item-answered' ? event.data.response : null
}
