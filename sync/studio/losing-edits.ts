import type { Transaction } from 'kysely'
import * as v from 'valibot'
import type { LosingEdit, Edited as Reply } from '#core/authoring'
import { AppError, newId, parseJson } from '#core/base'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'

/** What an edit came to, as it is sent, with what else is known of what was saved. */
export type Edited<Saved> =
  | ({ state: 'saved' } & Saved)
  | ({ state: 'same' } & Saved)
  | Extract<Reply, { state: 'conflict' }>

/** @returns its id */
export async function keepLosingEdit(
  org: Organisation,
  db: Transaction<Schema>,
  edit: { kind: string; id: string; base: number; body: unknown; person: string },
): Promise<string> {
  const { kind, id: ref, base, person } = edit
  const body = JSON.stringify(edit.body)
  const kept = await db
    .selectFrom('losing_edit')
    .select('id')
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .where('person', '=', person)
    .where('body', '=', body)
    .where('settled_ms', 'is', null)
    .executeTakeFirst()
  if (kept) return kept.id
  const id = newId(org)
  const values = { id, kind, ref, base, body, person, at_ms: org.nowMs(), settled_ms: null }
  await db.insertInto('losing_edit').values(values).execute()
  await org.audit(person, 'edit-lost', `${kind} ${ref} ${base}`, db)
  return id
}

/** A person's own, newest first. */
export async function losingEdits({ db }: Organisation, person: string): Promise<LosingEdit[]> {
  const rows = await db
    .selectFrom('losing_edit')
    .selectAll()
    .where('person', '=', person)
    .where('settled_ms', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ id, kind, ref, base, body, at_ms }) => ({
    id,
    kind,
    ref,
    base,
    body: parseJson(v.unknown(), body, 'losing edit'),
    at: new Date(at_ms).toISOString(),
  }))
}

/** It was taken over, or is no longer wanted; the row stays. @throws {AppError} `not-found` */
export async function settleLosingEdit(org: Organisation, person: string, id: string): Promise<void> {
  const { numUpdatedRows } = await org.db
    .updateTable('losing_edit')
    .set({ settled_ms: org.nowMs() })
    .where('id', '=', id)
    .where('person', '=', person)
    .where('settled_ms', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('not-found', 'There is no such text of yours.')
}
