import type { Kysely } from 'kysely'
import { dayOf, parse } from '#core/base'
import {
  Gap,
  type GapBoard,
  type GapReport,
  type GapRow,
  gapBaseline,
  MOST_ACTIVE_GAPS,
  type RoleProfileBody,
  rankGaps,
  sumReadings,
} from '#core/competencies'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { readProfiles } from '../people.ts'
import { competencyIndex } from './competency-index.ts'
import { createGapReadings } from './gaps-readings.ts'
import { standingProfiles } from './profile-standing.ts'
import { listRecords } from './records.ts'

export const GAP = 'gap'

export interface KeptGap {
  id: string
  version: number
  gap: Gap
}

export async function listGaps(db: Kysely<Schema>): Promise<KeptGap[]> {
  return (await listRecords(db, GAP)).map(({ id, version, body }) => ({
    id,
    version,
    gap: parse(Gap, body, `gap ${id}`),
  }))
}

/** What gaps are about, in its newest version whatever its state: competencies, role profiles, people. */
export async function gapSubjects(db: Kysely<Schema>) {
  const index = await competencyIndex(db)
  const standing = await standingProfiles(db)
  const profiles = new Map(standing.map(({ object, body }) => [object.id, body]))
  const confirmedOn = new Map(standing.map(({ object, confirmedOn: day }) => [object.id, day]))
  const people = (await db.selectFrom('person').selectAll().orderBy('id').execute()).map((row) => ({
    id: row.id,
    name: row.name,
    roles: readRoles(row.roles),
    profiles: readProfiles(row.profiles),
  }))
  return { index, profiles, confirmedOn, people }
}
export type GapSubjects = Awaited<ReturnType<typeof gapSubjects>>

/** Learners who have this job. Of whom nobody said which job they have, nobody can say what it requires of them. */
export const peopleInRole = ({ people }: GapSubjects, role: string) =>
  people.filter(({ roles, profiles }) => roles.includes('learner') && profiles.includes(role))

export const requiredLevel = (profile: RoleProfileBody | undefined, competency: string): number | null =>
  profile?.competencies.find((each) => each.competency === competency)?.level ?? null

/** Every gap with its three passes, best first; closed ones last. */
export async function gapBoard(org: Organisation, mayOpenCases: boolean): Promise<GapBoard> {
  const subjects = await gapSubjects(org.db)
  const rows = await gapRows(org, subjects)
  return {
    gaps: rows,
    active: rows.filter(({ gap }) => gap.state === 'active').length,
    most: MOST_ACTIVE_GAPS,
    roles: [...subjects.profiles].map(([id, profile]) => ({
      id,
      title: profile.title,
      baseline: gapBaseline(profile, dayOf(org.nowMs()), subjects.confirmedOn.get(id) ?? null),
      competencies: profile.competencies.map(({ competency, level }) => ({
        id: competency,
        title: subjects.index.title(competency),
        level,
        subs: subjects.index.all
          .filter(({ id: top }) => top === competency)
          .flatMap(({ body }) => body.subCompetencies.map((sub) => ({ id: sub.id, title: sub.title }))),
      })),
    })),
    people: subjects.people.map(({ id, name }) => ({ id, name })),
    mayOpenCases,
  }
}

/** What may be told to others: nothing that rests on a role profile nobody stands behind today. */
export async function gapReport(org: Organisation): Promise<GapReport> {
  const open = (await gapRows(org, await gapSubjects(org.db))).filter(({ gap }) => gap.state !== 'closed')
  const told = open.filter(({ baseline }) => baseline.state === 'current')
  return {
    on: dayOf(org.nowMs()),
    gaps: told.map((row, i) => ({ ...row, rank: i + 1 })),
    leftOut: open
      .filter(({ baseline }) => baseline.state !== 'current')
      .map(({ id, gap, roleTitle, baseline }) => ({
        id,
        statement: gap.statement,
        why:
          baseline.state === 'missing'
            ? `The role profile ${roleTitle} is not there any more.`
            : baseline.reviewedOn === null
              ? `The role profile ${roleTitle} is a draft that nobody has confirmed: the baseline is fiction until its owner does.`
              : `The role profile ${roleTitle} was last reviewed on ${baseline.reviewedOn}: the baseline is fiction until its owner confirms it.`,
      })),
  }
}

async function gapRows(org: Organisation, subjects: GapSubjects): Promise<GapRow[]> {
  const { index, profiles } = subjects
  const readingsOf = createGapReadings(org)
  const nameOf = new Map(subjects.people.map(({ id, name }) => [id, name]))
  const rows = []
  for (const kept of await listGaps(org.db)) {
    const { role, competency, sub, owner } = kept.gap
    const profile = profiles.get(role)
    const level = requiredLevel(profile, competency)
    const readings = []
    for (const { id } of peopleInRole(subjects, role)) readings.push(await readingsOf(id, { competency, sub, level }))
    const provenance = index.all.find(({ id }) => id === competency)?.body.provenance ?? []
    const sums = sumReadings(readings)
    rows.push({
      ...kept,
      roleTitle: profile?.title ?? role,
      competencyTitle: index.title(sub ?? competency),
      ownerName: owner === null ? null : (nameOf.get(owner) ?? owner),
      required: {
        level,
        unconfirmed: kept.gap.asked.length === 0 && provenance.every(({ evidence }) => evidence === 'job-description'),
        said: provenance.map(({ person, on, evidence }) => ({ person, on, evidence })),
      },
      baseline: gapBaseline(profile ?? null, dayOf(org.nowMs()), subjects.confirmedOn.get(role) ?? null),
      sums,
      below: sums.any,
      weight: profile?.competencies.find((each) => each.competency === competency)?.weight ?? null,
    })
  }
  const ranked = rankGaps(rows.filter(({ gap }) => gap.state !== 'closed'))
  const closed = rankGaps(rows.filter(({ gap }) => gap.state === 'closed'))
  return [...ranked, ...closed].map(({ below: _below, weight: _weight, ...row }, i) => ({ ...row, rank: i + 1 }))
}
