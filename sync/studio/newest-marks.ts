import type { Kysely } from 'kysely'
import type { Schema } from '../database.ts'

/** The list devices are told of with the time statement; null before the first. */
export async function newestMarks(db: Kysely<Schema>): Promise<{ n: number; sha256: string; length: number } | null> {
  const row = await db
    .selectFrom('source_marks')
    .select(['n', 'sha256', 'length'])
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
