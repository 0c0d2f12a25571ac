import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { dayOf } from '#core/base'
import { SourceFile } from '#core/knowledge'
import type { Schema } from '../database.ts'

/** Files sent by hand, from a browser or the command line, belong to no registered source. */
export const BY_HAND = ''

export type FileRow = Schema['source_file']

/** @param files only these; all of the source where left out */
export async function filesOf(
  db: Kysely<Schema>,
  source: string,
  files?: readonly string[],
): Promise<Map<string, FileRow>> {
  const rows = await db
    .selectFrom('source_file')
    .selectAll()
    .where('source', '=', source)
    .$if(files !== undefined, (query) => query.where('file', 'in', files ?? []))
    .execute()
  return new Map(rows.map((row) => [row.file, row]))
}

export const putFile = (db: Kysely<Schema>, row: FileRow) =>
  db
    .insertInto('source_file')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'file']).doUpdateSet(row))
    .execute()

/** The registered source a document's file is in now, or null. */
export async function sourceOfDocument(db: Kysely<Schema>, document: string): Promise<FileRow | null> {
  const row = await db
    .selectFrom('source_file')
    .selectAll()
    .where('document', '=', document)
    .where('source', '!=', BY_HAND)
    .where('vanished_ms', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Documents whose file was in a registered source and is in none any more: the day since. They stay as they are. */
export async function vanishedDocuments(db: Kysely<Schema>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('source_file as f')
    .select(['f.document', 'f.vanished_ms'])
    .where('f.document', 'is not', null)
    .where('f.vanished_ms', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('source_file as g')
            .select('g.file')
            .whereRef('g.document', '=', 'f.document')
            .where('g.vanished_ms', 'is', null)
            .where('g.source', '!=', BY_HAND),
        ),
      ),
    )
    .execute()
  return new Map(
    rows.flatMap(({ document, vanished_ms }) =>
      document === null || vanished_ms === null ? [] : [[document, dayOf(vanished_ms)] as const],
    ),
  )
}

export const shownFile = ({ file, state, document, reason, at_ms, vanished_ms }: FileRow): SourceFile => ({
  file,
  state: vanished_ms === null ? v.parse(SourceFile.entries.state, state) : 'vanished',
  document,
  reason,
  at: new Date(vanished_ms ?? at_ms).toISOString(),
})
