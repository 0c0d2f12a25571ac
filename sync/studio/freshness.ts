import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { isApproved } from '#core/authoring'
import { addDays, DAY_MS, dayOf, daysBetween, parse, parseJson } from '#core/base'
import { type CompetencyIndex, documentDomains } from '#core/competencies'
import { document } from '#core/content'
import {
  byUrgency,
  CADENCE_MONTHS,
  countFreshness,
  type Freshness,
  type FreshnessBoard,
  type FreshnessRow,
  freshnessOf,
  ReviewCadence,
  useStep,
} from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce } from './approvals.ts'
import { authority, retiredOn } from './authoritative.ts'
import { competencyIndex } from './competency-index.ts'
import { readLineage } from './lineage-index.ts'
import { publishedHashes } from './published.ts'
import { listRecords } from './records.ts'
import { REMINDER, Reminder } from './review-reminder.ts'
import { currentTrust } from './trust-file.ts'

/** The trend looks back so far, a week a point. */
const TREND_WEEKS = 13
export const CADENCE = 'review-cadence'
const Ids = v.array(v.string())

/** One version of a document, and the day from which both had signed it. */
interface Version {
  id: string
  version: number
  title: string
  path: string
  owner: string | null
  versionDate: string | null
  reviewBy: string | null
  competencies: string[]
  importedOn: string
  approvedOn: string | null
}

/** Documents in use, each in the version that counts: the newest that both signed, else the newest that came in. */
export async function documentsInUse(db: Kysely<Schema>, today: string): Promise<Version[]> {
  return versionsOn(await history(db), today)
}

export async function freshnessBoard(org: Organisation): Promise<FreshnessBoard> {
  const { db } = org
  const today = dayOf(org.nowMs())
  const past = await history(db)
  const index = await competencyIndex(db)
  const cadences = await cadenceByDomain(db)
  const rows = await rowsOf(db, versionsOn(past, today), index, today, org.nowMs())
  const byDomain = new Map<string, Freshness[]>()
  for (const { domains, state } of rows)
    for (const domain of domains) byDomain.set(domain, [...(byDomain.get(domain) ?? []), state])
  const days = Array.from({ length: TREND_WEEKS + 1 }, (_, i) => addDays(today, (i - TREND_WEEKS) * 7))
  const trend = days.map((day) => ({
    day,
    counts: countFreshness(versionsOn(past, day).map(({ reviewBy }) => freshnessOf(reviewBy, day))),
  }))
  const first = trend.findIndex(({ counts }) => Object.values(counts).some((n) => n > 0))
  return {
    today,
    counts: countFreshness(rows.map(({ state }) => state)),
    domains: [...byDomain]
      .map(([domain, states]) => ({
        domain,
        title: index.title(domain),
        counts: countFreshness(states),
        cadenceMonths: cadences.get(domain) ?? CADENCE_MONTHS,
      }))
      .sort((a, b) => b.counts.overdue - a.counts.overdue || a.title.localeCompare(b.title)),
    trend: first < 0 ? [] : trend.slice(first),
    rows: rows.sort(byUrgency),
  }
}

export async function cadenceByDomain(db: Kysely<Schema>): Promise<Map<string, number>> {
  const records = await listRecords(db, CADENCE)
  return new Map(records.map(({ id, body }) => [id, parse(ReviewCadence, body, CADENCE).months]))
}

interface History {
  /** oldest first, by document */
  versions: Map<string, Version[]>
  /** the day a document went out of use */
  goneOn: ReadonlyMap<string, string>
}

/** Kept as it was: what the trend says of a day is what was true on it. */
async function history(db: Kysely<Schema>): Promise<History> {
  await readLineage(db)
  const approvals = await approvalsInForce(db, await currentTrust(db))
  const rows = await db.selectFrom('document_version').selectAll().orderBy('version').execute()
  const versions = new Map<string, Version[]>()
  for (const row of rows) {
    const given = approvals.get(row.sha256) ?? []
    const at = given
      .map((approval) => approval.at)
      .sort()
      .at(-1)
    const version: Version = {
      id: row.id,
      version: row.version,
      title: row.title,
      path: row.path,
      owner: row.owner,
      versionDate: row.version_date,
      reviewBy: row.review_by,
      competencies: parseJson(Ids, row.competencies, 'competencies'),
      importedOn: dayOf(row.imported_ms),
      approvedOn: at !== undefined && isApproved(given) ? at.slice(0, 10) : null,
    }
    const all = versions.get(row.id)
    if (all) all.push(version)
    else versions.set(row.id, [version])
  }
  const { replaced } = await authority(db)
  const retired = await retiredOn(db)
  const goneOn = new Map([...replaced].map(([id, by]) => [id, by ? by.at.slice(0, 10) : (retired.get(id) ?? '')]))
  return { versions, goneOn }
}

function versionsOn({ versions, goneOn }: History, day: string): Version[] {
  return [...versions].flatMap(([id, all]) => {
    const gone = goneOn.get(id)
    if (gone !== undefined && gone <= day) return []
    const found =
      all.findLast(({ approvedOn }) => approvedOn !== null && approvedOn <= day) ??
      all.findLast(({ importedOn }) => importedOn <= day)
    return found ? [found] : []
  })
}

async function rowsOf(
  db: Kysely<Schema>,
  versions: readonly Version[],
  index: CompetencyIndex,
  today: string,
  nowMs: number,
): Promise<FreshnessRow[]> {
  const people = await peopleByName(db)
  const { resting, uses } = await useOf(db, nowMs)
  const reminders = new Map(
    (await listRecords(db, REMINDER)).map(({ id, at, body }) => [id, { at, ...parse(Reminder, body, REMINDER) }]),
  )
  return versions.map((one) => {
    const reminded = reminders.get(one.id)
    return {
      document: one.id,
      title: one.title,
      owner: one.owner,
      person: people.get(one.owner?.toLowerCase() ?? '') ?? null,
      domains: documentDomains(one, index),
      versionDate: one.versionDate,
      reviewBy: one.reviewBy,
      state: freshnessOf(one.reviewBy, today),
      daysLeft: one.reviewBy ? daysBetween(today, one.reviewBy) : null,
      resting: resting.get(one.id) ?? 0,
      use: uses.get(one.id) ?? null,
      reminded:
        reminded && reminded.reviewBy === one.reviewBy ? { at: reminded.at, daysBefore: reminded.daysBefore } : null,
    }
  })
}

/** Ids by lower-case id and name; a name that two people have is nobody's. */
export async function peopleByName(db: Kysely<Schema>): Promise<Map<string, string>> {
  const people = await db.selectFrom('person').select(['id', 'name']).execute()
  const count = new Map<string, number>()
  for (const { name } of people) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1)
  return new Map(
    people.flatMap(({ id, name }) => [
      ...(count.get(name.toLowerCase()) === 1 ? [[name.toLowerCase(), id] as const] : []),
      [id, id] as const,
    ]),
  )
}

const WEEK_MS = 7 * DAY_MS
const Opened = v.array(v.object({ kind: v.string(), id: v.string(), week: v.number(), learner: v.string() }))

/**
 * Released objects that rest on each document, and how many people opened them or it in the busiest of the last 13 weeks, as a
 * step of at least ten: who opened what is for the learner alone. Weeks are the server's.
 */
async function useOf(db: Kysely<Schema>, nowMs: number) {
  const published = await publishedHashes(db)
  const links = await db
    .selectFrom('passage_use as u')
    .innerJoin('object_version as o', 'o.sha256', 'u.object')
    .select(['o.kind', 'o.id', 'o.sha256', 'u.document'])
    .distinct()
    .execute()
  const documents = new Map<string, string[]>()
  const resting = new Map<string, number>()
  for (const { kind, id, sha256, document: of } of links) {
    if (!published.has(sha256)) continue
    const key = `${kind} ${id}`
    documents.set(key, [...(documents.get(key) ?? []), of])
    resting.set(of, (resting.get(of) ?? 0) + 1)
  }
  const { rows } = await sql`
    select json_extract(body, '$.data.kind') as kind, json_extract(body, '$.data.id') as id,
      cast(received_ms / ${WEEK_MS} as integer) as week, learner
    from event where kind = 'aid-opened' and received_ms > ${nowMs - TREND_WEEKS * WEEK_MS}
    group by 1, 2, 3, 4`.execute(db)
  const people = new Map<string, Map<number, Set<string>>>()
  for (const { kind, id, week, learner } of parse(Opened, rows, 'opened aids'))
    for (const of of kind === document.kind ? [id] : (documents.get(`${kind} ${id}`) ?? [])) {
      const weeks = people.get(of) ?? new Map<number, Set<string>>()
      people.set(of, weeks.set(week, (weeks.get(week) ?? new Set()).add(learner)))
    }
  const uses = new Map(
    [...people].flatMap(([of, weeks]) => {
      const step = useStep(Math.max(...[...weeks.values()].map(({ size }) => size)))
      return step === null ? [] : [[of, step] as const]
    }),
  )
  return { resting, uses }
}
