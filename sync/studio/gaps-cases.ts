import * as v from 'valibot'
import { AppError, DAY_MS, parse } from '#core/base'
import { type CasesOnMe, type GapCase, type GapPersons, sourcesDisagree } from '#core/competencies'
import { Slug } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { competencyIndex } from './competency-index.ts'
import { neededGap } from './gaps.ts'
import { gapSubjects, peopleInRole, requiredLevel } from './gaps-board.ts'
import { createGapReadings } from './gaps-readings.ts'
import { listRecords, readRecord, saveRecordIn } from './records.ts'

const CASE = 'gap-case'
/** A case ends by itself after so many days: looking at persons is never a standing right. */
const DAYS_OPEN = 14
/** In the audit log each look stands by this name and case. */
const LOOK = 'gap-persons-read'
const lookTarget = (gap: string, id: string): string => `${gap} ${id}`

/**
 * `people`: who was in the role when it was opened; `about`: what the gap was about then. Nobody and nothing else is ever shown in
 * it, whatever becomes of the gap.
 */
const Case = v.strictObject({
  gap: Slug,
  reason: v.string(),
  openedBy: Slug,
  openedAt: v.string(),
  until: v.string(),
  state: v.picklist(['open', 'closed']),
  people: v.array(Slug),
  about: v.strictObject({ competency: Slug, sub: v.nullable(Slug), level: v.nullable(v.number()) }),
})
type Case = v.InferOutput<typeof Case>

/**
 * Opens a case on a gap: the only way to see persons. It names the reason and the people, and stays on record.
 *
 * @param id made where the intent arises: sending twice opens one case
 * @throws {AppError} `not-found`, `conflict` for an id that is another case's
 */
export function openCase(org: Organisation, person: string, id: string, gap: string, reason: string): Promise<GapCase> {
  return org.db.transaction().execute(async (db) => {
    const { role, competency, sub } = (await neededGap(db, gap)).gap
    const there = await readRecord(db, CASE, id)
    if (there) {
      const known = parse(Case, there.body, 'case')
      if (known.gap !== gap || known.openedBy !== person || known.reason !== reason)
        throw new AppError('conflict', 'There is another case with this id.')
      return shown(org, id, known)
    }
    const openedAt = new Date(org.nowMs()).toISOString()
    const until = new Date(org.nowMs() + DAYS_OPEN * DAY_MS).toISOString()
    const subjects = await gapSubjects(db)
    const people = peopleInRole(subjects, role).map((each) => each.id)
    const about = { competency, sub, level: requiredLevel(subjects.profiles.get(role), competency) }
    const body: Case = { gap, reason, openedBy: person, openedAt, until, state: 'open', people, about }
    await saveRecordIn(org, db, person, { kind: CASE, id, base: 0, body })
    await org.audit(person, 'gap-case-opened', `${gap} ${id} ${people.length} people`, db)
    return shown(org, id, body)
  })
}

/** @throws {AppError} `not-found`, `forbidden` */
export function closeCase(org: Organisation, person: string, gap: string, id: string): Promise<GapCase> {
  return org.db.transaction().execute(async (db) => {
    const { version, body } = await caseOf(db, person, gap, id)
    if (body.state === 'closed') return shown(org, id, body)
    const closed: Case = { ...body, state: 'closed' }
    await saveRecordIn(org, db, person, { kind: CASE, id, base: version, body: closed })
    await org.audit(person, 'gap-case-closed', `${gap} ${id}`, db)
    return shown(org, id, closed)
  })
}

/** Cases on a gap, newest first: that there was one, why and by whom is no secret among L&D. */
export async function gapCases(org: Organisation, gap: string): Promise<GapCase[]> {
  const cases = (await listRecords(org.db, CASE)).map(({ id, body }) => shown(org, id, parse(Case, body, 'case')))
  return cases.filter((each) => each.gap === gap).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
}

/**
 * The people of a case with what each source says of them. Each look is in the audit log before anything is read.
 *
 * @throws {AppError} `not-found`, `forbidden` for a case that is over or somebody else's
 */
export async function gapPersons(org: Organisation, person: string, gap: string, id: string): Promise<GapPersons> {
  const { now, named, about } = await org.db.transaction().execute(async (db) => {
    const { body } = await caseOf(db, person, gap, id)
    const now = shown(org, id, body)
    if (now.state !== 'open')
      throw new AppError('forbidden', 'This case is over. Open another and say why, if you still need to see persons.')
    await org.audit(person, LOOK, lookTarget(gap, id), db)
    return { now, named: body.people, about: body.about }
  })
  const subjects = await gapSubjects(org.db)
  const readingsOf = createGapReadings(org)
  const people: GapPersons['people'] = []
  for (const { id: one, name } of subjects.people.filter((each) => named.includes(each.id))) {
    const readings = await readingsOf(one, about)
    people.push({ person: one, name, readings, disagree: sourcesDisagree(readings) })
  }
  return { case: now, people }
}

/** What a person may always see: the cases that name them, and when somebody looked. Who else is in a case is not told. */
export async function casesOn(org: Organisation, person: string): Promise<CasesOnMe> {
  const cases = (await listRecords(org.db, CASE))
    .map(({ id, body }) => ({ id, body: parse(Case, body, 'case') }))
    .filter(({ body }) => body.people.includes(person))
    .sort((a, b) => (a.body.openedAt < b.body.openedAt ? 1 : -1))
  if (cases.length === 0) return []
  const targets = new Map(cases.map(({ id, body }) => [lookTarget(body.gap, id), id]))
  const looks = await org.db
    .selectFrom('audit')
    .select(['at', 'target'])
    .where('action', '=', LOOK)
    .where('target', 'in', [...targets.keys()])
    .orderBy('n')
    .execute()
  const openers = [...new Set(cases.map(({ body }) => body.openedBy))]
  const named = await org.db.selectFrom('person').select(['id', 'name']).where('id', 'in', openers).execute()
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const index = await competencyIndex(org.db)
  return cases.map(({ id, body }) => ({
    id,
    about: index.title(body.about.sub ?? body.about.competency),
    reason: body.reason,
    by: names.get(body.openedBy) ?? body.openedBy,
    openedAt: body.openedAt,
    until: body.until,
    state: shown(org, id, body).state,
    looks: looks.filter(({ target }) => targets.get(target) === id).map(({ at }) => at),
  }))
}

async function caseOf(db: Parameters<typeof neededGap>[0], person: string, gap: string, id: string) {
  const record = await readRecord(db, CASE, id)
  const body = record && parse(Case, record.body, 'case')
  if (!record || body?.gap !== gap) throw new AppError('not-found', 'There is no such case.')
  if (body.openedBy !== person)
    throw new AppError('forbidden', 'This case is somebody else’s. Open one of your own, with your own reason.')
  return { version: record.version, body }
}

function shown(org: Organisation, id: string, { people, about: _about, ...body }: Case): GapCase {
  const isOver = body.state === 'open' && body.until <= new Date(org.nowMs()).toISOString()
  return { id, ...body, state: isOver ? 'expired' : body.state, people: people.length }
}
