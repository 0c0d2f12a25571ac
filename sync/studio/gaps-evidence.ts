import type { Transaction } from 'kysely'
import { type EvidenceReport, type GapEvidence, readGapEvidence } from '#core/competencies'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { competencyIndex } from './competency-index.ts'

/**
 * Takes in what managers saw and what work measured. A line with another value for the same day and source is a correction: the
 * earlier one stays in the table and does not count. Sending the same file again changes nothing.
 *
 * @throws {AppError} `bad-input` as `readGapEvidence`
 */
export async function importEvidence(org: Organisation, person: string, csv: string): Promise<EvidenceReport> {
  return org.db.transaction().execute(async (db) => {
    const { all } = await competencyIndex(db)
    const people = await db.selectFrom('person').select('id').execute()
    const { rows, refused } = readGapEvidence(csv, {
      people: new Set(people.map(({ id }) => id)),
      competencies: new Set(all.flatMap(({ id, body }) => [id, ...body.subCompetencies.map((sub) => sub.id)])),
      nowMs: org.nowMs(),
    })
    let taken = 0
    for (const row of rows) if (await takeOne(org, db, person, row)) taken++
    if (taken > 0) await org.audit(person, 'gap-evidence-imported', `${taken} lines`, db)
    return { taken, same: rows.length - taken, refused }
  })
}

async function takeOne(
  org: Organisation,
  db: Transaction<Schema>,
  imported_by: string,
  { person, competency, type, value, needed, date, source }: GapEvidence,
): Promise<boolean> {
  const known = await db
    .selectFrom('gap_evidence')
    .select(['value', 'needed'])
    .where('person', '=', person)
    .where('competency', '=', competency)
    .where('type', '=', type)
    .where('source', '=', source)
    .where('day', '=', date)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (known?.value === value && known.needed === needed) return false
  const values = { person, competency, type, value, needed, day: date, source, imported_by, imported_ms: org.nowMs() }
  await db.insertInto('gap_evidence').values(values).execute()
  return true
}
