import { AppError } from '#core/base'
import type { CompetencyBody } from './competency-index.ts'

const named = ({ title, subCompetencies }: CompetencyBody, id: string) => [{ id, title }, ...subCompetencies]

/**
 * A title may change only with an entry in the history that says what it was: results measured under the old name are never
 * told under a new one in silence.
 *
 * @throws {AppError} `refused`
 */
export function checkRenames(id: string, before: CompetencyBody, after: CompetencyBody): void {
  const now = new Map(named(after, id).map((each) => [each.id, each.title]))
  const told = (after.history ?? []).flatMap(({ from }) => from)
  for (const { id: own, title } of named(before, id)) {
    const next = now.get(own)
    if (next === undefined || next === title) continue
    if (told.some((each) => each.id === own && each.title === title)) continue
    throw new AppError('refused', `“${title}” gets a new name by renaming it, so that its history says so.`)
  }
}
