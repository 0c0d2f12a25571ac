import type { Kysely } from 'kysely'
import { AppError, sha256Hex } from '#core/base'
import { document, type Envelope, readEnvelope } from '#core/content'
import { missingFields } from '#core/knowledge'
import type { Schema } from '../database.ts'
import { isNewestObject } from './newest.ts'

export interface StoredObject {
  kind: string
  id: string
  version: number
  sha256: string
  importedMs: number
  envelope: Envelope
  length: number
}

type Rows = { kind: string; id: string; version: number; sha256: string; imported_ms: number; bytes: Uint8Array }

const select = (db: Kysely<Schema>) =>
  db
    .selectFrom('object_version as o')
    .innerJoin('blob as b', 'b.sha256', 'o.sha256')
    .select(['o.kind', 'o.id', 'o.version', 'o.sha256', 'o.imported_ms', 'b.bytes'])

/** Every object in its newest version, whatever its state, ordered by kind and id. */
export async function latestObjects(db: Kysely<Schema>, kind?: string): Promise<StoredObject[]> {
  const rows = await select(db)
    .where(isNewestObject)
    .$if(kind !== undefined, (query) => query.where('o.kind', '=', kind ?? ''))
    .orderBy('o.kind')
    .orderBy('o.id')
    .execute()
  return rows.map(stored)
}

/** All versions of all objects that carry at least one approval, newest first. */
export async function reviewedObjects(db: Kysely<Schema>): Promise<StoredObject[]> {
  const rows = await select(db)
    .where('o.sha256', 'in', (eb) => eb.selectFrom('approved_object').select('object'))
    .orderBy('o.version', 'desc')
    .execute()
  return rows.map(stored)
}

export async function latestObject(db: Kysely<Schema>, kind: string, id: string): Promise<StoredObject | null> {
  const row = await select(db)
    .where('o.kind', '=', kind)
    .where('o.id', '=', id)
    .orderBy('o.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? stored(row) : null
}

/** Every version of one, newest first, with who saved it. */
export async function objectVersions(
  db: Kysely<Schema>,
  kind: string,
  id: string,
): Promise<(StoredObject & { author: string })[]> {
  const rows = await select(db)
    .select('o.author')
    .where('o.kind', '=', kind)
    .where('o.id', '=', id)
    .orderBy('o.version', 'desc')
    .execute()
  return rows.map((row) => ({ ...stored(row), author: row.author }))
}

/** @throws {AppError} `not-found` */
export async function objectByHash(db: Kysely<Schema>, sha256: string): Promise<StoredObject> {
  const row = await select(db).where('o.sha256', '=', sha256).executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no object with the hash ${sha256.slice(0, 12)}...`)
  return stored(row)
}

export async function storeBlob(db: Kysely<Schema>, bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Hex(bytes)
  await db
    .insertInto('blob')
    .values({ sha256, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return sha256
}

/** A document without its front matter: searchable by authors, citable and releasable by nobody. */
export const isIncomplete = ({ kind, body }: Envelope): boolean =>
  kind === 'document' && missingFields(document.parse(body)).length > 0

const stored = (row: Rows): StoredObject => ({
  kind: row.kind,
  id: row.id,
  version: row.version,
  sha256: row.sha256,
  importedMs: row.imported_ms,
  envelope: readEnvelope(row.bytes, `${row.kind} ${row.id}`),
  length: row.bytes.length,
})
