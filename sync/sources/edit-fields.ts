import type { Edited } from '#core/authoring'
import { AppError } from '#core/base'
import { document, roleProfile } from '#core/content'
import { type DocumentBody, type FieldChange, type FieldResult, missingFields } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { competencyIndex } from '../studio/competency-index.ts'
import { editObject } from '../studio/edit-object.ts'
import { latestObject, latestObjects } from '../studio/stored-objects.ts'

/** A document's seven fields, empty where it lacks one: what the editor holds. */
export const fieldsOf = ({ title, scope, owner, versionDate, reviewBy, roles, competencies }: DocumentBody) => ({
  title,
  scope: scope ?? null,
  owner: owner ?? null,
  versionDate: versionDate ?? null,
  reviewBy: reviewBy ?? null,
  roles,
  competencies,
})

/**
 * Writes fields of a document, its text left alone, where it was edited on the newest version.
 *
 * @throws {AppError} `not-found`, `bad-input` for a field its kind does not allow
 */
export async function editFields(
  org: Organisation,
  person: string,
  { id, base, fields }: { id: string; base: number; fields: FieldChange },
): Promise<Edited> {
  const newest = await latestObject(org.db, document.kind, id)
  if (!newest) throw new AppError('not-found', `There is no document "${id}".`)
  const before = document.parse(newest.envelope.body)
  await checkNames(org, before, fields)
  const body = changed(before, fields)
  const edited = await editObject(org, person, { kind: document.kind, id, base, body })
  if (edited.state !== 'conflict') return { state: edited.state, version: edited.version }
  return { ...edited, newest: { ...edited.newest, body: fieldsOf(document.parse(edited.newest.body)) } }
}

/** The same change to many documents: each is saved or refused on its own. */
export async function fillFields(
  org: Organisation,
  person: string,
  changes: readonly { id: string; base: number; fields: FieldChange }[],
): Promise<FieldResult[]> {
  const results: FieldResult[] = []
  for (const change of changes) results.push(await fillOne(org, person, change))
  return results
}

async function fillOne(
  org: Organisation,
  person: string,
  change: { id: string; base: number; fields: FieldChange },
): Promise<FieldResult> {
  const { id } = change
  try {
    const edited = await editFields(org, person, change)
    if (edited.state === 'conflict') {
      const { version, person: by, at } = edited.newest
      return { id, state: 'conflict', version, by, at }
    }
    const newest = await latestObject(org.db, document.kind, id)
    const missing = newest ? missingFields(document.parse(newest.envelope.body)) : []
    return { id, state: edited.state, version: edited.version, missing }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { id, state: 'refused', reason: error.message }
  }
}

/** A slip of the pen would become a domain of its own. What the document said before may stay; an empty framework knows no name yet. */
async function checkNames(org: Organisation, before: DocumentBody, fields: FieldChange): Promise<void> {
  const added = (name: 'roles' | 'competencies') => (fields[name] ?? []).filter((id) => !before[name].includes(id))
  const { all } = await competencyIndex(org.db)
  const competencies = all.flatMap(({ id, body }) => [id, ...body.subCompetencies.map((sub) => sub.id)])
  const roles = (await latestObjects(org.db, roleProfile.kind)).map(({ id }) => id)
  for (const [what, known, ids] of [
    ['competency', competencies, added('competencies')],
    ['role', roles, added('roles')],
  ] as const) {
    const unknown = ids.find((id) => !known.includes(id))
    if (known.length > 0 && unknown !== undefined)
      throw new AppError('bad-input', `There is no ${what} "${unknown}" in the framework; choose one that is there.`)
  }
}

function changed(body: DocumentBody, fields: FieldChange): DocumentBody {
  const next: Record<string, unknown> = { ...body }
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (value === null || value === '') delete next[name]
    else next[name] = value
  }
  return document.parse(next)
}
