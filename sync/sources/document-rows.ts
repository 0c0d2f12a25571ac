import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { parseJson } from '#core/base'
import { document, readEnvelope } from '#core/content'
import { countWords, missingFields } from '#core/knowledge'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { isNewestObject } from '../studio/newest.ts'

const Body = v.object({
  authors: v.array(v.string()),
  title: v.string(),
  path: v.string(),
  scope: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  versionDate: v.nullable(v.string()),
  reviewBy: v.nullable(v.string()),
  roles: v.array(v.string()),
  competencies: v.array(v.string()),
  passages: v.number(),
  words: v.number(),
})

/** What the newest version of a document says of itself, without its text. */
export interface DocumentFacts extends v.InferOutput<typeof Body> {
  id: string
  version: number
  sha256: string
  missing: string[]
}

const BATCH = 200

/**
 * Every document in its newest version, by id. What they say is kept beside them by hash, made where it is missing: thirty thousand
 * are listed without reading one.
 */
export async function documentRows(db: Kysely<Schema>): Promise<DocumentFacts[]> {
  const rows = await db
    .selectFrom('object_version as o')
    .leftJoin('document_row as d', 'd.sha256', 'o.sha256')
    .select(['o.id', 'o.version', 'o.sha256', 'd.body'])
    .where('o.kind', '=', 'document')
    .where(isNewestObject)
    .orderBy('o.id')
    .execute()
  const made = await makeRows(
    db,
    rows.flatMap(({ sha256, body }) => (body === null ? [sha256] : [])),
  )
  return rows.flatMap(({ id, version, sha256, body }) => {
    const facts = body === null ? made.get(sha256) : parseJson(Body, body, `row of document ${id}`)
    if (!facts) return []
    return [{ ...facts, id, version, sha256, missing: missingFields(facts) }]
  })
}

async function makeRows(db: Kysely<Schema>, hashes: readonly string[]) {
  const made = new Map<string, v.InferOutput<typeof Body>>()
  for (let from = 0; from < hashes.length; from += BATCH) {
    const some = hashes.slice(from, from + BATCH)
    const blobs = await db.selectFrom('blob').selectAll().where('sha256', 'in', some).execute()
    for (const { sha256, bytes } of blobs) made.set(sha256, factsOf(bytes))
    const values = blobs.map(({ sha256 }) => ({ sha256, body: JSON.stringify(made.get(sha256)) }))
    await db
      .insertInto('document_row')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await nextTask()
  }
  return made
}

function factsOf(bytes: Uint8Array): v.InferOutput<typeof Body> {
  const { authors, body } = readEnvelope(bytes, 'document')
  const { passages, title, path, scope, owner, versionDate, reviewBy, roles, competencies } = document.parse(body)
  return {
    authors,
    title,
    path,
    scope: scope ?? null,
    owner: owner ?? null,
    versionDate: versionDate ?? null,
    reviewBy: reviewBy ?? null,
    roles,
    competencies,
    passages: passages.length,
    words: passages.reduce((sum, { text }) => sum + countWords(text), 0),
  }
}
