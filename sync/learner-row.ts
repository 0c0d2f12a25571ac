import type { Kysely } from 'kysely'
import type { Schema } from './database.ts'

/** Generation and floor of a person's set; everybody starts at the first with everything kept. */
export async function learnerRow(db: Kysely<Schema>, person: string): Promise<{ gen: number; floor: string }> {
  const row = await db.selectFrom('learner').select(['gen', 'floor']).where('person', '=', person).executeTakeFirst()
  if (row) return row
  const first = { gen: 0, floor: '' }
  await db
    .insertInto('learner')
    .values({ person, ...first })
    .onConflict((c) => c.doNothing())
    .execute()
  return first
}
