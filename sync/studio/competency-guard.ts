import type { Kysely } from 'kysely'
import { AppError } from '#core/base'
import { type CompetencyBody, checkRenames } from '#core/competencies'
import { competency, contentKind } from '#core/content'
import type { Schema } from '../database.ts'
import { latestObjects } from './stored-objects.ts'

/**
 * What a new version of a competency may not do to what rests on it: change a name in silence, or drop a sub-competency that
 * something is bound to.
 *
 * @throws {AppError} `refused`
 */
export async function guardCompetency(db: Kysely<Schema>, id: string, before: unknown, after: unknown): Promise<void> {
  const [was, is] = [competency.parse(before), competency.parse(after)]
  checkRenames(id, was, is)
  const gone = dropped(was, is)
  if (gone.length === 0) return
  for (const { kind, id: bound, envelope } of await latestObjects(db)) {
    if (kind === 'competency') continue
    const used = contentKind(kind)
      .competencies(envelope.body)
      .find((each) => gone.includes(each))
    if (used !== undefined)
      throw new AppError('refused', `The sub-competency "${used}" cannot go: ${kind} ${bound} is bound to it.`)
  }
}

const dropped = (was: CompetencyBody, is: CompetencyBody): string[] => {
  const kept = new Set(is.subCompetencies.map(({ id }) => id))
  return was.subCompetencies.map(({ id }) => id).filter((id) => !kept.has(id))
}
