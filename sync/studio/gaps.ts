import type { Transaction } from 'kysely'
import type { Edited } from '#core/authoring'
import { AppError, parse } from '#core/base'
import {
  activateGap,
  checkStatement,
  Gap,
  type GapDecision,
  type GapDraft,
  missingToActivate,
} from '#core/competencies'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { GAP, gapSubjects, listGaps } from './gaps-board.ts'
import { readRecord, saveRecordIn } from './records.ts'

type Db = Transaction<Schema>

/** what a gap is about */
const GAP_IDENTITY = ['role', 'competency', 'sub'] as const

/**
 * Saves what people write of a gap. Its state and its decisions are made by acts alone; neither can be written.
 *
 * @param base the version it was written on; 0 where it is new
 * @throws {AppError} `bad-input` a statement that is not specific, or a role, competency or owner that is not there
 */
export function saveGap(org: Organisation, person: string, id: string, base: number, draft: GapDraft): Promise<Edited> {
  return org.db.transaction().execute(async (db) => {
    await checkDraft(db, draft)
    const newest = await gapOf(db, id)
    if (newest && JSON.stringify(draftOf(newest.gap)) === JSON.stringify(draftOf(draft)))
      return { state: 'same', version: newest.version }
    if (newest && newest.version !== base) {
      const edited = await saveRecordIn(org, db, person, { kind: GAP, id, base, body: draftOf(draft) })
      if (edited.state !== 'conflict') return edited
      return { ...edited, newest: { ...edited.newest, body: draftOf(newest.gap) } }
    }
    if (newest?.gap.state === 'active' && missingToActivate(draft).length > 0)
      throw new AppError('bad-input', `An active gap keeps ${missingToActivate(draft).join(', ')}; set it aside first.`)
    // else three active gaps could become any other three, past the count and with nothing decided
    if (newest?.gap.state === 'active' && GAP_IDENTITY.some((name) => newest.gap[name] !== draft[name]))
      throw new AppError('bad-input', 'An active gap keeps its role and competency; set it aside and record another.')
    const body: Gap = {
      ...draftOf(draft),
      state: newest?.gap.state ?? 'candidate',
      decisions: newest?.gap.decisions ?? [decision(org, 'recorded', person)],
    }
    return saveRecordIn(org, db, person, { kind: GAP, id, base, body })
  })
}

/**
 * Begins work on a gap. At most three at once, whoever asks and however many ask at the same moment: it is counted and written in
 * one transaction.
 *
 * @param override why a further one is right
 * @throws {AppError} `conflict` naming the active ones, `not-ready` naming what the gap lacks, `not-found`
 */
export function activate(org: Organisation, person: string, id: string, override: string | null) {
  return org.db.transaction().execute(async (db) => {
    const { version, gap } = await neededGap(db, id)
    const active = (await listGaps(db)).filter((each) => each.gap.state === 'active' && each.id !== id)
    const at = new Date(org.nowMs()).toISOString()
    const done = activateGap({ gap, active: active.map((each) => each.id), person, at, override })
    switch (done.state) {
      case 'same':
        return { id, version, state: gap.state }
      case 'incomplete':
        throw new AppError('not-ready', `Before this gap can be active it needs ${done.missing.join(', ')}.`)
      case 'full': {
        const names = active.map((each) => `“${each.gap.statement}”`).join(', ')
        throw new AppError(
          'conflict',
          `${active.length} gaps are active already: ${names}. Close one, or say why a further one is right.`,
        )
      }
      case 'activated':
        return keep(org, db, person, id, version, done.gap)
    }
  })
}

/** Ends or takes up work on a gap again. A reopened one is a candidate: it becomes active by its own act. @throws {AppError} `not-found`, `conflict` */
export function decide(
  org: Organisation,
  person: string,
  id: string,
  act: 'set-aside' | 'closed' | 'reopened',
  reason: string,
) {
  const after = { 'set-aside': 'candidate', closed: 'closed', reopened: 'candidate' } as const
  return org.db.transaction().execute(async (db) => {
    const { version, gap } = await neededGap(db, id)
    if (gap.state === after[act]) return { id, version, state: gap.state }
    if ((act === 'reopened') !== (gap.state === 'closed'))
      throw new AppError('conflict', `This gap is ${gap.state}; it cannot be ${act === 'reopened' ? 'reopened' : act}.`)
    const decisions = [...gap.decisions, decision(org, act, person, reason)]
    return keep(org, db, person, id, version, { ...gap, state: after[act], decisions })
  })
}

async function keep(org: Organisation, db: Db, person: string, id: string, base: number, body: Gap) {
  const saved = await saveRecordIn(org, db, person, { kind: GAP, id, base, body })
  await org.audit(person, `gap-${body.decisions.at(-1)?.act ?? 'changed'}`, id, db)
  if (saved.state === 'conflict') throw new AppError('conflict', 'This gap was changed meanwhile; look at it again.')
  return { id, version: saved.version, state: body.state }
}

async function gapOf(db: Db, id: string): Promise<{ version: number; gap: Gap } | null> {
  const record = await readRecord(db, GAP, id)
  return record && { version: record.version, gap: parse(Gap, record.body, `gap ${id}`) }
}

/** @throws {AppError} `not-found` */
export async function neededGap(db: Db, id: string) {
  const found = await gapOf(db, id)
  if (!found) throw new AppError('not-found', 'There is no such gap.')
  return found
}

const decision = (org: Organisation, act: GapDecision['act'], person: string, reason: string | null = null) => ({
  act,
  person,
  at: new Date(org.nowMs()).toISOString(),
  reason,
  beside: [],
})

/** What people write, without what acts made. */
const draftOf = (gap: GapDraft | Gap): GapDraft => {
  const { role, competency, sub, statement, asked, priority, owner, effect } = gap
  return { role, competency, sub, statement, asked, priority, owner, effect }
}

async function checkDraft(db: Db, { role, competency, sub, statement, owner }: GapDraft): Promise<void> {
  const { specific, missing } = checkStatement(statement)
  if (!specific) throw new AppError('bad-input', `The statement is not specific yet. Missing: ${missing.join(', ')}.`)
  const { index, profiles, people } = await gapSubjects(db)
  const profile = profiles.get(role)
  if (!profile) throw new AppError('bad-input', `There is no role profile "${role}".`)
  if (!profile.competencies.some((each) => each.competency === competency))
    throw new AppError('bad-input', `The role profile ${profile.title} does not name the competency "${competency}".`)
  const body = index.all.find(({ id }) => id === competency)?.body
  if (sub !== null && !body?.subCompetencies.some(({ id }) => id === sub))
    throw new AppError('bad-input', `The competency "${competency}" has no part "${sub}".`)
  if (owner !== null && !people.some(({ id }) => id === owner))
    throw new AppError('bad-input', `There is no person "${owner}" to own it.`)
}
