import type { Kysely } from 'kysely'
import { sha256Hex } from '#core/base'
import { document } from '#core/content'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { isNewestObject } from './newest.ts'
import { CONFIGURATION } from './pairs-compare.ts'
import { objectByHash } from './stored-objects.ts'

export interface DueDocument {
  id: string
  sha256: string
  /** what the index holds of it was compared */
  isKnown: boolean
}

export interface Due {
  /** of another text than the one compared, or never compared */
  changed: DueDocument[]
  /** of other fields only: nothing is compared, but its pairs may belong to other domains */
  moved: DueDocument[]
  /** in the index, and no documents any more */
  removed: string[]
}

/**
 * What a comparison would look at: documents by hash, and those that differ by the hash of their title and passages.
 *
 * @param indexed what the index holds, by id; without it, what was compared is taken to be there
 * @param mostRead texts that are read for it at most: beyond that a document with other fields counts as changed
 */
export async function dueDocuments(
  db: Kysely<Schema>,
  { indexed, mostRead = Number.POSITIVE_INFINITY }: { indexed?: ReadonlyMap<string, string>; mostRead?: number } = {},
): Promise<Due> {
  const newest = await newestDocuments(db)
  const rows = await db.selectFrom('pair_document').select(['id', 'sha256', 'configuration']).execute()
  const compared = new Map(
    rows.flatMap(({ id, sha256, configuration }) => (configuration === CONFIGURATION ? [[id, sha256] as const] : [])),
  )
  const hasSameText = createSameText(db, mostRead)
  const changed: DueDocument[] = []
  const moved: DueDocument[] = []
  for (const { id, sha256 } of newest) {
    const before = compared.get(id)
    const isThere = before !== undefined && (!indexed || (await hasSameText(indexed.get(id), before)))
    if (isThere && before === sha256) continue
    const due = { id, sha256, isKnown: isThere }
    if (isThere && (await hasSameText(before, sha256))) moved.push(due)
    else changed.push(due)
  }
  const ids = new Set(newest.map(({ id }) => id))
  return { changed, moved, removed: [...(indexed?.keys() ?? [])].filter((id) => !ids.has(id)) }
}

/** Tells whether two versions say the same, whatever their fields. What was read of a version once is kept: it never changes. */
function createSameText(db: Kysely<Schema>, mostRead: number) {
  let left = mostRead
  async function textHash(sha256: string): Promise<string | null> {
    const known = await db.selectFrom('document_text').select('text').where('sha256', '=', sha256).executeTakeFirst()
    if (known) return known.text
    if (left-- <= 0) return null
    await nextTask()
    const { title, passages } = document.parse((await objectByHash(db, sha256)).envelope.body)
    const text = sha256Hex(JSON.stringify([title, passages]))
    await db
      .insertInto('document_text')
      .values({ sha256, text })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return text
  }
  return async (a: string | undefined, b: string): Promise<boolean> => {
    if (a === undefined || a === b) return a === b
    const text = await textHash(a)
    return text !== null && text === (await textHash(b))
  }
}

const newestDocuments = (db: Kysely<Schema>): Promise<{ id: string; sha256: string }[]> =>
  db
    .selectFrom('object_version as o')
    .select(['o.id', 'o.sha256'])
    .where('o.kind', '=', 'document')
    .where(isNewestObject)
    .execute()
