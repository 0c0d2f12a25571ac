import { type Edited, type HoursView, hoursByMonth, type OwnHours, WorkEntry } from '#core/authoring'
import { AppError, addDays, dayOf, parse } from '#core/base'
import { contentKind } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, saveRecord } from './records.ts'
import { latestObject } from './stored-objects.ts'

export const WORK_HOURS = 'work-hours'
const MOST_DAYS_BACK = 400

async function allEntries({
  db,
}: Organisation): Promise<(WorkEntry & { id: string; version: number; person: string })[]> {
  const records = await listRecords(db, WORK_HOURS)
  return records.map(({ id, version, person, body }) => ({
    ...parse(WorkEntry, body, WORK_HOURS),
    id,
    version,
    person,
  }))
}

/** @param withSums for L&D: what all worked, where enough did */
export async function hoursView(org: Organisation, person: string, withSums: boolean): Promise<HoursView> {
  const all = await allEntries(org)
  const own = all.filter((entry) => entry.person === person && entry.state === 'kept')
  const titles = new Map<string, string>()
  const entries: OwnHours[] = []
  for (const { person: _, ...entry } of own) {
    const key = entry.object ? `${entry.object.kind} ${entry.object.id}` : ''
    if (entry.object && !titles.has(key)) titles.set(key, await titleOf(org, entry.object))
    entries.push({ ...entry, title: titles.get(key) ?? null })
  }
  return {
    today: dayOf(org.nowMs()),
    entries: entries.sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1)),
    months: withSums ? hoursByMonth(all, person) : null,
  }
}

/** What all worked, for the operator: the same sums L&D sees, and nobody's own. */
export const hoursSums = async (org: Organisation): Promise<HoursView> => ({
  today: dayOf(org.nowMs()),
  entries: [],
  months: hoursByMonth(await allEntries(org)),
})

/**
 * Saves an entry of one's own, new or changed; the id is made where the work ended, so that a second try is the same entry.
 *
 * @throws {AppError} `forbidden` another's entry, `bad-input` a day that is not near, `not-found` an object there is not
 */
export async function saveHours(
  org: Organisation,
  person: string,
  { id, base, entry }: { id: string; base: number; entry: WorkEntry },
): Promise<Edited> {
  const today = dayOf(org.nowMs())
  // a day ahead: it may be tomorrow already where the person is
  if (entry.day > addDays(today, 1) || entry.day < addDays(today, -MOST_DAYS_BACK))
    throw new AppError('bad-input', `Hours can be entered from ${MOST_DAYS_BACK} days ago until today.`)
  if (entry.object && !(await latestObject(org.db, entry.object.kind, entry.object.id)))
    throw new AppError('not-found', `There is no ${entry.object.kind} ${entry.object.id} to have worked on.`)
  const before = await readRecord(org.db, WORK_HOURS, id)
  if (before && before.person !== person) throw new AppError('forbidden', 'This entry is somebody else’s.')
  // the first version again, after it was changed on the screen: what was said later stays
  if (before && base === 0) return { state: 'same', version: before.version }
  return saveRecord(org, person, { kind: WORK_HOURS, id, base, body: entry })
}

async function titleOf({ db }: Organisation, { kind, id }: { kind: string; id: string }): Promise<string> {
  const object = await latestObject(db, kind, id)
  return object ? contentKind(kind).title(object.envelope.body) : id
}
