import type { Kysely } from 'kysely'
import * as v from 'valibot'
import {
  ANSWER_DAYS,
  ANSWER_DAYS_URGENT,
  addWorkingDays,
  type ReportAnswer,
  type ReportBoard,
  type ReportOutcome,
  type ReportRow,
} from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { contentKind, type Envelope } from '#core/content'
import { MAX_ANSWERED } from '#core/events'
import type { Schema } from '../database.ts'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { writeServerEvent } from '../server-event.ts'
import { hashesInForce, publishedHashes } from './published.ts'
import { saveRecordIn } from './records.ts'
import { createReportOwners } from './report-owner.ts'
import {
  type GivenAnswer,
  givenAnswers,
  openThreads,
  REPORT_ANSWER,
  type ReceivedReport,
  reportReader,
  reportsOf,
  type Thread,
} from './report-threads.ts'
import { objectVersions } from './stored-objects.ts'

/** So many of a thread's reports are shown in words, and so many answers back. */
const MOST_SAID = 3
const MOST_ANSWERED_SHOWN = 100
const Fresh = v.object({ mustBeFresh: v.literal(true) })

type Reader = Pick<Actor, 'person' | 'roles'>
type Owners = Awaited<ReturnType<typeof createReportOwners>>

/** An object reports are about, as it stands. */
interface Subject {
  title: string
  newest: number
  envelopeOf(version: number | null): Envelope
  released: number | null
  /** some release that is in force for somebody has it */
  held: boolean
}

/**
 * What people say is wrong, for those whose it is to answer: an author sees what they wrote or own, SME and L&D all of it.
 *
 * @param reader null for the operator, who sees all and answers nothing
 */
export async function reportBoard(org: Organisation, reader: Reader | null): Promise<ReportBoard> {
  const { db } = org
  const today = dayOf(org.nowMs())
  const reports = await reportReader(db).received()
  const answers = await givenAnswers(db)
  const subjects = await readSubjects(db, [
    ...[...reports.values()].map(({ event }) => event.data),
    ...answers.map(({ kind, object }) => ({ kind, id: object })),
  ])
  const owners = await createReportOwners(db)
  const { threads, held } = openThreads(reports, answers, (kind, id) => subjects.has(`${kind} ${id}`))
  const open = threads
    .flatMap((thread) => {
      const subject = subjects.get(`${thread.kind} ${thread.object}`)
      return subject ? [openRow(thread, subject, owners, reader, today)] : []
    })
    .filter((row) => isTheirs(row, reader))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)) || (a.id < b.id ? -1 : 1))
  const answered = answers
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .flatMap((answer) => {
      const subject = subjects.get(`${answer.kind} ${answer.object}`)
      return subject ? [answeredRow(answer, reports, subject, owners, reader)] : []
    })
    .filter((row) => isTheirs(row, reader))
    .slice(0, MOST_ANSWERED_SHOWN)
  return { today, open, answered, held }
}

/** Until it is answered, a report stands in what there is to do; past its day it is overdue. */
export async function reportTasks(org: Organisation): Promise<StudioTask[]> {
  const { open } = await reportBoard(org, null)
  return open.map(({ id, title, owner, dueOn, overdue }) => ({
    kind: 'report',
    id,
    title: `Answer what was reported of “${title}”`,
    owner: owner.name,
    dueOn,
    overdue,
    to: '/studio/reports',
  }))
}

/**
 * Answers all that one person reported of one object, up to the report the owner saw; it reaches their devices with the next
 * sync. Once given it stands: who disagrees reports again.
 *
 * @throws {AppError} `not-found` answered already, or erased; `forbidden` not theirs; `refused` an answer that is not true now
 */
export async function answerReport(org: Organisation, actor: Actor, id: string, answer: ReportAnswer): Promise<void> {
  const row = (await reportBoard(org, actor)).open.find((one) => one.id === id)
  const report = (await reportReader(org.db).received()).get(id)
  if (!row || !report)
    throw new AppError('not-found', 'This report waits for no answer; it may have been answered or added to just now.')
  if (!row.mine) throw new AppError('forbidden', 'Its owner, its authors, an SME or L&D answers this.')
  if (!row.may.includes(answer.outcome)) throw new AppError('refused', whyNot[answer.outcome])
  const version = answer.outcome === 'fixed' ? row.released : null
  const { kind, object } = row
  await org.db.transaction().execute(async (db) => {
    const received = await reportsOf(db, report.learner)
    const { threads } = openThreads(received, await givenAnswers(db), () => true, Number.POSITIVE_INFINITY)
    const thread = threads.find((one) => one.learner === report.learner && one.kind === kind && one.object === object)
    const seen = thread?.reports.filter(({ receivedMs }) => receivedMs <= report.receivedMs) ?? []
    const reports = seen.map(({ event }) => event.id)
    if (!reports.includes(id)) throw new AppError('not-found', 'This report was answered just now.')
    const body = { kind, object, reports, outcome: answer.outcome, version, note: answer.note }
    const saved = await saveRecordIn(org, db, actor.person, { kind: REPORT_ANSWER, id, base: 0, body })
    if (saved.state !== 'saved') throw new AppError('not-found', 'This report was answered just now.')
    for (let from = 0; from < reports.length; from += MAX_ANSWERED)
      await writeServerEvent(org, db, report.learner, 'report-answered', {
        kind,
        id: object,
        reports: reports.slice(from, from + MAX_ANSWERED),
        outcome: answer.outcome,
        ...(version === null ? {} : { version }),
        by: actor.person,
        name: actor.name,
        ...(answer.note === null ? {} : { note: answer.note }),
      })
  })
}

const whyNot: Record<ReportOutcome, string> = {
  fixed: 'The version that was reported is still the released one. Release the mended version first, then say so.',
  withdrawn: 'Somebody’s release still has it. Recall it first, then say so.',
  right: 'Say why it is right as it is.',
}

function openRow(thread: Thread, subject: Subject, owners: Owners, reader: Reader | null, today: string): ReportRow {
  const newestFirst = thread.reports.slice(-MOST_SAID).reverse()
  // a version there never was says nothing: else it could never be said to be fixed
  const seen = thread.reports.reduce((most, { event }) => {
    const version = event.data.version ?? 0
    return version > most && version <= subject.newest ? version : most
  }, 0)
  const envelope = subject.envelopeOf(seen || null)
  const documents = newestFirst.flatMap(({ event }) => (event.data.passage ? [event.data.passage.document] : []))
  const owner = owners.owner(envelope, documents)
  const dueOn = earliestDue(thread.reports, subject) ?? today
  const { released } = subject
  return {
    id: thread.id,
    kind: thread.kind,
    object: thread.object,
    title: subject.title,
    released,
    said: newestFirst.map((report) => saidOf(report, owners)),
    times: thread.reports.length,
    owner,
    dueOn,
    overdue: dueOn < today,
    answer: null,
    may: [
      ...(released !== null && released > seen ? (['fixed'] as const) : []),
      'right',
      ...(subject.held ? [] : (['withdrawn'] as const)),
    ],
    mine: mayAnswer(envelope, owner.person, reader),
  }
}

function answeredRow(
  answer: GivenAnswer,
  reports: ReadonlyMap<string, ReceivedReport>,
  subject: Subject,
  owners: Owners,
  reader: Reader | null,
): ReportRow {
  const known = answer.reports.flatMap((id) => reports.get(id) ?? [])
  const envelope = subject.envelopeOf(known.at(-1)?.event.data.version ?? null)
  const owner = owners.owner(envelope, [])
  return {
    id: answer.id,
    kind: answer.kind,
    object: answer.object,
    title: subject.title,
    released: subject.released,
    said: known
      .slice(-MOST_SAID)
      .reverse()
      .map((report) => saidOf(report, owners)),
    times: answer.reports.length,
    owner,
    dueOn: earliestDue(known, subject) ?? answer.at.slice(0, 10),
    overdue: false,
    answer: {
      outcome: answer.outcome,
      version: answer.version,
      note: answer.note,
      by: owners.nameOf(answer.by),
      at: answer.at,
    },
    may: [],
    mine: mayAnswer(envelope, owner.person, reader),
  }
}

function saidOf({ receivedMs, event }: ReceivedReport, owners: Owners): ReportRow['said'][number] {
  const { problem, version, passage, note } = event.data
  return {
    at: new Date(receivedMs).toISOString(),
    problem,
    version: version ?? null,
    passage: passage ? { ...passage, title: owners.documentTitle(passage.document) } : null,
    note: note ?? null,
  }
}

/** Counted from the day it arrived: how long a phone was offline is nobody's fault. */
function dueDay({ receivedMs, event }: ReceivedReport, subject: Subject): string {
  const urgent = event.data.problem === 'wrong' && v.is(Fresh, subject.envelopeOf(event.data.version ?? null).body)
  return addWorkingDays(dayOf(receivedMs), urgent ? ANSWER_DAYS_URGENT : ANSWER_DAYS)
}

/** Of reports in the order they came: the first of each urgency is due before those after it. */
function earliestDue(reports: readonly ReceivedReport[], subject: Subject): string | undefined {
  const firsts = [true, false].flatMap(
    (wrong) => reports.find(({ event }) => (event.data.problem === 'wrong') === wrong) ?? [],
  )
  return firsts.map((report) => dueDay(report, subject)).sort()[0]
}

const mayAnswer = ({ authors }: Envelope, owner: string, reader: Reader | null): boolean =>
  reader !== null &&
  (owner === reader.person ||
    authors.includes(reader.person) ||
    reader.roles.some((role) => role === 'sme' || role === 'ld'))

const isTheirs = (row: ReportRow, reader: Reader | null): boolean => reader === null || row.mine

async function readSubjects(db: Kysely<Schema>, refs: readonly { kind: string; id: string }[]) {
  const published = await publishedHashes(db)
  const inForce = await hashesInForce(db)
  // looked up at once: a report can name anything, and somebody may send a great many
  const rows = await db.selectFrom('object_version').select(['kind', 'id']).distinct().execute()
  const known = new Set(rows.map(({ kind, id }) => `${kind} ${id}`))
  const subjects = new Map<string, Subject>()
  for (const { kind, id } of refs) {
    const key = `${kind} ${id}`
    if (!known.delete(key)) continue
    const versions = await objectVersions(db, kind, id)
    const [newest] = versions
    if (!newest) continue
    const released = versions.find(({ sha256 }) => published.has(sha256)) ?? null
    const shown = released ?? newest
    subjects.set(key, {
      title: contentKind(kind).title(shown.envelope.body),
      newest: newest.version,
      envelopeOf: (version) => (versions.find((one) => one.version === version) ?? shown).envelope,
      released: released?.version ?? null,
      held: versions.some(({ sha256 }) => inForce.has(sha256)),
    })
  }
  return subjects
}
