import * as v from 'valibot'
import { AppError, newId, parseJson } from '#core/base'
import { Slug } from '#core/content'
import { SavedPage } from '#core/context'
import type { Organisation } from '../organisation.ts'

/** A page an author saved as an example, as they looked through it: structure and labels, never values. */
export const NewPageState = v.object({
  as: v.optional(Slug),
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'give it a name'), v.maxLength(120)),
  page: SavedPage,
})

export interface PageStateEntry {
  id: string
  /** host of the tool */
  tool: string
  name: string
  /** who saved it: their name */
  savedBy: string
  savedAt: string
}

/** Beyond it a try-out takes longer than anybody waits. */
const MOST = 300

/** Ordered by tool, then by name. */
export async function listPageStates({ db }: Organisation): Promise<PageStateEntry[]> {
  const rows = await db
    .selectFrom('page_state as s')
    .leftJoin('person as p', 'p.id', 's.person')
    .select(['s.id', 's.tool', 's.name', 's.person', 'p.name as person_name', 's.at_ms'])
    .orderBy('s.tool')
    .orderBy('s.name')
    .orderBy('s.id')
    .execute()
  return rows.map(({ id, tool, name, person, person_name, at_ms }) => ({
    id,
    tool,
    name,
    savedBy: person_name ?? person,
    savedAt: new Date(at_ms).toISOString(),
  }))
}

/** @throws {AppError} `not-found` */
export async function readPageState({ db }: Organisation, id: string): Promise<SavedPage> {
  const row = await db.selectFrom('page_state').select('body').where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found', 'There is no such example.')
  return parseJson(SavedPage, row.body, 'saved page')
}

/** @throws {AppError} `conflict` when there are too many */
export function savePageState(
  org: Organisation,
  person: string,
  { name, page }: { name: string; page: SavedPage },
): Promise<{ id: string }> {
  return org.db.transaction().execute(async (db) => {
    const { count } = await db
      .selectFrom('page_state')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= MOST)
      throw new AppError('conflict', `There are ${MOST} examples already; remove some that are no longer needed.`)
    const id = newId(org)
    const values = { id, tool: page.signals.host, name, person, at_ms: org.nowMs(), body: JSON.stringify(page) }
    await db.insertInto('page_state').values(values).execute()
    await org.audit(person, 'page-state-saved', id, db)
    return { id }
  })
}

/** @throws {AppError} `not-found` */
export function removePageState(org: Organisation, person: string, id: string): Promise<void> {
  return org.db.transaction().execute(async (db) => {
    const { numDeletedRows } = await db.deleteFrom('page_state').where('id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new AppError('not-found', 'There is no such example.')
    await org.audit(person, 'page-state-removed', id, db)
  })
}
