import type { Kysely, Selectable } from 'kysely'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { Slug } from '#core/content'
import type { Schema } from './database.ts'
import { type Role, readRoles } from './identity.ts'
import type { Organisation } from './organisation.ts'

/** Role profiles of one person: their jobs. */
export const Profiles = v.pipe(v.array(Slug), v.maxLength(20))
export const readProfiles = (json: string): string[] => parseJson(Profiles, json, 'role profiles of a person')

/** Where somebody works, as the organisation calls it; of one spelling, since releases go by it. */
export const Department = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(60))

export interface PersonRow {
  id: string
  name: string
  roles: Role[]
  profiles: string[]
  department: string | null
}

/** What a person is called, by id; who is not here any more is called by their id. */
export async function personNames(db: Kysely<Schema>): Promise<(id: string) => string> {
  const rows = await db.selectFrom('person').select(['id', 'name']).execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

export async function listPeople({ db }: Organisation): Promise<PersonRow[]> {
  const rows = await db.selectFrom('person').selectAll().orderBy('id').execute()
  return rows.map(personRow)
}

const personRow = ({ id, name, roles, profiles, department }: Selectable<Schema['person']>): PersonRow => ({
  id,
  name,
  roles: readRoles(roles),
  profiles: readProfiles(profiles),
  department,
})

/**
 * Says which jobs a person has; their devices follow within the hour. A profile need not exist yet: people are often named before
 * it is approved.
 *
 * @throws {AppError} `not-found`
 */
export async function setProfiles(org: Organisation, id: string, given: readonly string[]): Promise<PersonRow> {
  const profiles = [...new Set(given)]
  return org.db.transaction().execute(async (db) => {
    const row = await db
      .updateTable('person')
      .set({ profiles: JSON.stringify(profiles) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no person "${id}" in this organisation.`)
    await org.audit('operator', 'profiles-set', `${id}: ${profiles.join(', ') || 'none'}`, db)
    return personRow(row)
  })
}

/**
 * Says where a person works: releases that go to some departments first go by it, from the next look of their devices on.
 *
 * @param department null for none
 * @throws {AppError} `not-found`
 */
export async function setDepartment(org: Organisation, id: string, department: string | null): Promise<PersonRow> {
  return org.db.transaction().execute(async (db) => {
    const row = await db
      .updateTable('person')
      .set({ department })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no person "${id}" in this organisation.`)
    await org.audit('operator', 'department-set', `${id}: ${department ?? 'none'}`, db)
    return personRow(row)
  })
}
