import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { parse, parseJson } from '#core/base'
import { documentDomains } from '#core/competencies'
import { FoundPair, PairAnswer, type PairLine, type PairRow } from '#core/consistency'
import type { Schema } from '../database.ts'
import { competencyIndex } from './competency-index.ts'
import { listRecords } from './records.ts'

/** The record an answer is kept in, by the pair's id: the same two texts are never asked about twice. */
export const ANSWER_KIND = 'pair-answer'
const Tags = v.array(v.object({ competencies: v.array(v.string()), path: v.string() }))

/** Every pair whose texts still stand, surest first. */
export async function listPairs(db: Kysely<Schema>): Promise<PairRow[]> {
  const rows = await db
    .selectFrom('pair')
    .selectAll()
    .where('gone_ms', 'is', null)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const answers = new Map((await listRecords(db, ANSWER_KIND)).map((record) => [record.id, record]))
  const index = await competencyIndex(db)
  return rows.map(({ id, tags, body, found_ms }) => {
    const record = answers.get(id)
    const answer = record ? parse(PairAnswer, record.body, `answer to pair ${id}`) : null
    const domains = parseJson(Tags, tags, `pair ${id}`).flatMap((each) => documentDomains(each, index))
    return {
      ...parseJson(FoundPair, body, `pair ${id}`),
      domains: [...new Set(domains)].sort(),
      foundAt: new Date(found_ms).toISOString(),
      blocks: answer?.answer === 'conflict',
      answered: record && answer ? { version: record.version, answer, person: record.person, at: record.at } : null,
    }
  })
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
  const answers = (await listRecords(db, ANSWER_KIND)).filter(
    ({ id, body }) => parse(PairAnswer, body, `answer to pair ${id}`).answer === 'conflict',
  )
  return new Set(answers.map(({ id }) => id))
}
