import type { Kysely } from 'kysely'
import { type CompetencyIndex, createCompetencyIndex } from '#core/competencies'
import { competency } from '#core/content'
import type { Schema } from '../database.ts'
import { latestObjects } from './stored-objects.ts'

/** The framework's competencies in their newest versions, whatever their state. */
export const competencyIndex = async (db: Kysely<Schema>): Promise<CompetencyIndex> =>
  createCompetencyIndex(
    (await latestObjects(db, competency.kind)).map(({ id, envelope }) => ({ id, body: envelope.body })),
  )
