import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { Slug } from '#core/content'
import { type Role, readRoles } from './identity.ts'
import type { Organisation } from './organisation.ts'

/** Role profiles of one person: their jobs. */
export const Profiles = v.pipe(v.array(Slug), v.maxLength(20))
export const readProfiles = (json: string): string[] => parseJson(Profiles, json, 'role profiles of a person')

export interface PersonRow {
  id: string
  name: string
  roles: Role[]
  profiles: string[]
}

export async function listPeople({ db }: Organisation): Promise<PersonRow[]> {
  const rows = await db.selectFrom('person').selectAll().orderBy('id').execute()
  return rows.map(({ id, name, roles, profiles }) => ({
    id,
    name,
    roles: readRoles(roles),
    profiles: readProfiles(profiles),
  }))
}

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
    return { id, name: row.name, roles: readRoles(row.roles), profiles: readProfiles(row.profiles) }
  })
}
