import { type Kysely, sql } from 'kysely'
import type { FoundPassage } from '#core/authoring'
import { document } from '#core/content'
import { missingFields } from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { authority } from './authoritative.ts'
import { isNewestObject } from './newest.ts'
import { latestObject } from './stored-objects.ts'

const MOST_DOCUMENTS = 30
const MOST_PASSAGES = 40
/** Words looked for; more of them would only find less. */
const MOST_WORDS = 4

/**
 * Passages an author may cite, best first: of documents that are complete and hold. Words are looked for as they are written,
 * with any ending.
 *
 * @param query  at most 200 characters; '' gives the documents' passages in their order
 * @param within ids of documents to look in; all where empty
 */
export async function findPassages(
  { db }: Organisation,
  query: string,
  within: readonly string[],
): Promise<FoundPassage[]> {
  const words = wordsOf(query)
  if (words.length === 0 && within.length === 0) return []
  const { replaced } = await authority(db)
  const found: { passage: FoundPassage; score: number; at: number }[] = []
  for (const id of within.length > 0 ? within : await documentsWith(db, words)) {
    if (replaced.has(id)) continue
    const stored = await latestObject(db, document.kind, id)
    const body = stored && document.parse(stored.envelope.body)
    if (!body || missingFields(body).length > 0) continue
    for (const [at, { id: passage, path, text, sha256 }] of body.passages.entries()) {
      const score = scoreOf(words, [body.title, ...path].join(' '), text)
      if (score > 0 || words.length === 0)
        found.push({ passage: { document: id, title: body.title, passage, path, text, sha256 }, score, at })
    }
  }
  return found
    .sort((a, b) => b.score - a.score || a.passage.document.localeCompare(b.passage.document) || a.at - b.at)
    .slice(0, words.length === 0 ? undefined : MOST_PASSAGES)
    .map(({ passage }) => passage)
}

const wordsOf = (query: string): string[] =>
  [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS)
    .map((word) => (word.length > 5 ? word.slice(0, -1) : word))

/** A word in the text counts 1, in a heading .5 more. */
function scoreOf(words: readonly string[], headings: string, text: string): number {
  const [inText, inHeadings] = [text.toLowerCase(), headings.toLowerCase()]
  const score = words.reduce(
    (sum, word) => sum + Number(inText.includes(word)) + Number(inHeadings.includes(word)) / 2,
    0,
  )
  return words.some((word) => inText.includes(word)) ? score : 0
}

/** Newest versions that hold all words, else any: SQLite reads the stored text as it is, 30,000 pages in about a second. */
async function documentsWith(db: Kysely<Schema>, words: readonly string[]): Promise<string[]> {
  const holding = (join: 'and' | 'or') =>
    db
      .selectFrom('object_version as o')
      .innerJoin('blob as b', 'b.sha256', 'o.sha256')
      .select('o.id')
      .where('o.kind', '=', document.kind)
      .where(isNewestObject)
      .where((eb) => eb[join](words.map((word) => sql<boolean>`instr(lower(cast(b.bytes as text)), ${word}) > 0`)))
      .limit(MOST_DOCUMENTS)
      .execute()
  const all = await holding('and')
  return (all.length > 0 ? all : await holding('or')).map(({ id }) => id)
}
