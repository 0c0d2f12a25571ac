import type { Kysely, Selectable } from 'kysely'
import * as v from 'valibot'
import { parse, parseJson } from '#core/base'
import { documentDomains } from '#core/competencies'
import { FoundPair, PairAnswer, type PairLine, type PairList, type PairRow } from '#core/consistency'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { competencyIndex } from './competency-index.ts'
import { listRecords, readRecord } from './records.ts'

/** The record an answer is kept in, by the pair's id: the same two texts are never asked about twice. */
export const ANSWER_KIND = 'pair-answer'
const Tags = v.array(v.object({ competencies: v.array(v.string()), path: v.string() }))

/**
 * Pairs whose texts still stand, surest first: all, those that block their domains, or those that keep a release of their domain
 * waiting. The last two are few, and read as few.
 */
export async function listPairs(
  db: Kysely<Schema>,
  which: 'all' | 'blocking' | 'pressing' = 'all',
): Promise<PairRow[]> {
  const standing = db.selectFrom('pair').selectAll().where('gone_ms', 'is', null)
  const wanted =
    which === 'all'
      ? standing
      : standing.where((eb) =>
          which === 'blocking'
            ? eb('answer', '=', 'conflict')
            : eb.or([eb('answer', '=', 'conflict'), eb.and([eb('answer', 'is', null), eb('strong', '=', 1)])]),
        )
  return toRows(db, await wanted.orderBy('score', 'desc').orderBy('id').execute())
}

/** @returns null when one of its texts stands nowhere any more, or there is no such pair */
export async function readPair(db: Kysely<Schema>, id: string): Promise<PairRow | null> {
  const rows = await db.selectFrom('pair').selectAll().where('id', '=', id).where('gone_ms', 'is', null).execute()
  return (await toRows(db, rows))[0] ?? null
}

/** @returns the surest pair of a list that nobody answered, besides one; null when there is none */
export async function nextPair(db: Kysely<Schema>, list: PairList, besides: string): Promise<string | null> {
  const row = await db
    .selectFrom('pair')
    .select('id')
    .where('gone_ms', 'is', null)
    .where('answer', 'is', null)
    .where('list', '=', list)
    .where('id', '!=', besides)
    .orderBy('score', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Rows that are read without letting others have their turn. */
const AT_ONCE = 50

async function toRows(db: Kysely<Schema>, rows: Selectable<Schema['pair']>[]): Promise<PairRow[]> {
  if (rows.length === 0) return []
  const index = await competencyIndex(db)
  const answered = rows.filter(({ answer }) => answer !== null)
  const records =
    answered.length > AT_ONCE
      ? await listRecords(db, ANSWER_KIND)
      : await Promise.all(answered.map(({ id }) => readRecord(db, ANSWER_KIND, id)))
  const answers = new Map(records.flatMap((record) => (record ? [[record.id, record] as const] : [])))
  const pairs: PairRow[] = []
  for (const [i, { id, tags, body, found_ms }] of rows.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await nextTask()
    const record = answers.get(id)
    const answer = record ? parse(PairAnswer, record.body, `answer to pair ${id}`) : null
    const domains = parseJson(Tags, tags, `pair ${id}`).flatMap((each) => documentDomains(each, index))
    pairs.push({
      ...parseJson(FoundPair, body, `pair ${id}`),
      domains: [...new Set(domains)].sort(),
      foundAt: new Date(found_ms).toISOString(),
      blocks: answer?.answer === 'conflict',
      answered: record && answer ? { version: record.version, answer, person: record.person, at: record.at } : null,
    })
  }
  return pairs
}

/** A device takes 4 MiB at once; so many characters of lines stay below it. */
const MOST_CHARACTERS = 3_500_000
const LINE_TEXT = 60

/** The surest pairs as lines, those without an answer first. */
export function pairLines(pairs: readonly PairRow[]): { pairs: PairLine[]; left: number } {
  const open = [...pairs].sort((x, y) => Number(!!x.answered) - Number(!!y.answered))
  const side = ({ title, text }: PairRow['a']) => ({ title: title.slice(0, LINE_TEXT), text: text.slice(0, LINE_TEXT) })
  const lines: PairLine[] = []
  let characters = 0
  for (const { id, list, difference, score, isStrong, a, b, domains, blocks, answered } of open) {
    const answer = answered?.answer.answer ?? null
    const rounded = Number(score.toFixed(3))
    const line = { id, list, difference, score: rounded, isStrong, a: side(a), b: side(b), domains, blocks, answer }
    characters += JSON.stringify(line).length
    if (characters > MOST_CHARACTERS) break
    lines.push(line)
  }
  return { pairs: lines, left: pairs.length - lines.length }
}

/** Ids of the confirmed conflicts that nobody settled. */
export async function confirmedConflicts(db: Kysely<Schema>): Promise<Set<string>> {
  const rows = await db.selectFrom('pair').select('id').where('answer', '=', 'conflict').execute()
  return new Set(rows.map(({ id }) => id))
}
