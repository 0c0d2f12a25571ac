import type { Transaction } from 'kysely'
import { type EvidenceReport, type GapEvidence, readGapEvidence } from '#core/competencies'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { competencyIndex } from './competency-index.ts'

/** Lines taken at once: some 20 ms, so that whoever else asks does not wait for a whole file. */
const BATCH = 250
const MOST_NAMED = 100

/**
 * Takes in what managers saw and what work measured, a few lines at a time. A line with another value for the same day and source is
 * a correction: the earlier one stays in the table and does not count. Sending the same file again changes nothing, so one that broke
 * off is sent again.
 *
 * @throws {AppError} `bad-input` as `readGapEvidence`
 */
export async function importEvidence(org: Organisation, person: string, csv: string): Promise<EvidenceReport> {
  const { all } = await competencyIndex(org.db)
  const people = await org.db.selectFrom('person').select('id').execute()
  const lines = readGapEvidence(csv, {
    people: new Set(people.map(({ id }) => id)),
    competencies: new Set(all.flatMap(({ id, body }) => [id, ...body.subCompetencies.map((sub) => sub.id)])),
    nowMs: org.nowMs(),
  })
  const report: EvidenceReport = { taken: 0, same: 0, refused: [], moreRefused: 0 }
  let waiting: GapEvidence[] = []
  const take = async () => {
    const taken = await takeSome(org, person, waiting)
    report.taken += taken
    report.same += waiting.length - taken
    waiting = []
    await nextTask()
  }
  for (const line of lines) {
    if ('row' in line) waiting.push(line.row)
    else if (report.refused.length < MOST_NAMED) report.refused.push(line)
    else report.moreRefused++
    if (waiting.length === BATCH) await take()
  }
  await take()
  return report
}

const takeSome = (org: Organisation, person: string, rows: readonly GapEvidence[]): Promise<number> =>
  org.db.transaction().execute(async (db) => {
    let taken = 0
    for (const row of rows) if (await takeOne(org, db, person, row)) taken++
    if (taken > 0) await org.audit(person, 'gap-evidence-imported', `${taken} lines`, db)
    return taken
  })

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
