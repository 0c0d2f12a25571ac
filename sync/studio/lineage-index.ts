import { type Kysely, sql } from 'kysely'
import { contentKind, document } from '#core/content'
import { missingFields, procedureOf } from '#core/knowledge'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { objectByHash, type StoredObject } from './stored-objects.ts'

/** Versions read in one transaction: some 50 ms, so that requests are not held up. */
const BATCH = 25
/** Rows of one statement: SQLite takes 32,766 values. */
const ROWS = 500

/**
 * Notes the fields, passages and sources of every version that is not noted yet, whatever road it came by. Costs what is new.
 *
 * @param db inside a transaction all is one; outside it goes in small ones, and others get their turn
 */
export async function readLineage(db: Kysely<Schema>): Promise<void> {
  for (;;) {
    const unread = await db
      .selectFrom('object_version as o')
      .select('o.sha256')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('lineage_read as r').select('r.sha256').whereRef('r.sha256', '=', 'o.sha256'))),
      )
      .limit(BATCH)
      .execute()
    if (unread.length === 0) return
    const read = async (all: Kysely<Schema>) => {
      for (const { sha256 } of unread) await readOne(all, await objectByHash(all, sha256))
    }
    // there is one connection: waiting for a second transaction inside one would never end
    if (db.isTransaction) await read(db)
    else await db.transaction().execute(read)
    await nextTask()
  }
}

async function readOne(db: Kysely<Schema>, object: StoredObject): Promise<void> {
  const { sha256, kind, id, version, envelope, importedMs } = object
  const ignore = <T extends keyof Schema>(table: T) =>
    db.insertInto(table).onConflict((conflict) => conflict.doNothing())
  if (kind === document.kind) {
    const body = document.parse(envelope.body)
    await ignore('document_version')
      .values({
        sha256,
        id,
        version,
        title: body.title,
        path: body.path,
        owner: body.owner ?? null,
        version_date: body.versionDate ?? null,
        review_by: body.reviewBy ?? null,
        complete: missingFields(body).length === 0 ? 1 : 0,
        competencies: JSON.stringify(body.competencies),
        roles: JSON.stringify(body.roles),
        procedure: procedureOf(id, body),
        supersedes: JSON.stringify(body.supersedes ?? []),
        imported_ms: importedMs,
      })
      .execute()
    const passages = body.passages.map((passage) => ({
      document: id,
      version,
      passage: passage.id,
      sha256: passage.sha256,
    }))
    for (let from = 0; from < passages.length; from += ROWS)
      await ignore('passage_version')
        .values(passages.slice(from, from + ROWS))
        .execute()
  }
  const uses = contentKind(kind)
    .sources(envelope.body)
    .map((source) => ({ object: sha256, document: source.document, passage: source.passage, sha256: source.sha256 }))
  for (let from = 0; from < uses.length; from += ROWS)
    await ignore('passage_use')
      .values(uses.slice(from, from + ROWS))
      .execute()
  await ignore('lineage_read').values({ sha256 }).execute()
}

/** Rises with every version, approval and release: unchanged, what rests on them is unchanged too. */
export async function lineageStamp(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`select
    (select coalesce(max(rowid), 0) from object_version) || '.' ||
    (select coalesce(max(rowid), 0) from approved_object) || '.' ||
    (select coalesce(max(rowid), 0) from record) || '.' ||
    (select max(version) from trust) || '.' ||
    (select coalesce(max(version), 0) from release where jws is not null) as stamp`.execute(db)
  return rows[0]?.stamp ?? ''
}
