import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { type Edited, keepLosingEdit } from './losing-edits.ts'
import { isNewestRecord } from './newest.ts'

/**
 * Work of L&D that is no content: gaps, evidence, decisions, settings. Each save is a new version and none is removed.
 * Who keeps a kind of record parses its body, before it is saved and after it is read.
 */
export interface StudioRecord {
  kind: string
  id: string
  version: number
  body: unknown
  /** id of who saved this version */
  person: string
  at: string
}

type Rows = { kind: string; id: string; version: number; body: string; person: string; at_ms: number }

export interface RecordEdit {
  kind: string
  id: string
  /** the version this was written on; 0 where it is new */
  base: number
  body: unknown
}

/** Saves on the newest version only; what was written on an older one is kept as a losing edit. The same body changes nothing. */
export function saveRecord(org: Organisation, person: string, edit: RecordEdit): Promise<Edited<{ version: number }>> {
  return org.db.transaction().execute((db) => saveRecordIn(org, db, person, edit))
}

/**
 * Saves what the server worked out from the newest version: there is no text of a person's to keep.
 *
 * @throws {AppError} `conflict` when somebody else saved in between
 */
export function saveNext(org: Organisation, person: string, edit: RecordEdit): Promise<void> {
  return org.db.transaction().execute(async (db) => {
    const newest = await newestRow(db, edit.kind, edit.id)
    if ((newest?.version ?? 0) !== edit.base)
      throw new AppError('conflict', 'Somebody else changed this at the same moment; look at it again.')
    await saveRecordIn(org, db, person, edit)
  })
}

/** `saveRecord` inside the caller's transaction: for rules over more than one record. */
export async function saveRecordIn(
  org: Organisation,
  db: Parameters<typeof keepLosingEdit>[1],
  person: string,
  edit: RecordEdit,
): Promise<Edited<{ version: number }>> {
  const { kind, id, base } = edit
  const body = JSON.stringify(edit.body)
  const newest = await newestRow(db, kind, id)
  if (newest?.body === body) return { state: 'same', version: newest.version }
  if (newest && newest.version !== base) {
    const losing = await keepLosingEdit(org, db, { kind, id, base, body: edit.body, person })
    return { state: 'conflict', newest: recordOf(newest), losing }
  }
  const version = (newest?.version ?? 0) + 1
  await db.insertInto('record').values({ kind, id, version, body, person, at_ms: org.nowMs() }).execute()
  await org.audit(person, `${kind}-saved`, `${id} ${version}`, db)
  return { state: 'saved', version }
}

export async function readRecord(db: Kysely<Schema>, kind: string, id: string): Promise<StudioRecord | null> {
  const row = await newestRow(db, kind, id)
  return row ? recordOf(row) : null
}

/** The newest version of each, by id. */
export async function listRecords(db: Kysely<Schema>, kind: string): Promise<StudioRecord[]> {
  const rows = await db
    .selectFrom('record as r')
    .selectAll()
    .where('kind', '=', kind)
    .where(isNewestRecord)
    .orderBy('id')
    .execute()
  return rows.map(recordOf)
}

/** Every version of one, newest first. */
export async function recordHistory(db: Kysely<Schema>, kind: string, id: string): Promise<StudioRecord[]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(recordOf)
}

const newestRow = (db: Kysely<Schema>, kind: string, id: string): Promise<Rows | undefined> =>
  db
    .selectFrom('record')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

const recordOf = ({ kind, id, version, body, person, at_ms }: Rows): StudioRecord => ({
  kind,
  id,
  version,
  body: parseJson(v.unknown(), body, `${kind} ${id}`),
  person,
  at: new Date(at_ms).toISOString(),
})
