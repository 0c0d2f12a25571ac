import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { saidStage } from '#core/authoring'
import { AppError, parseJson } from '#core/base'
import { objectKey, Release } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { Department } from '../people.ts'
import { isSetAside, setAside } from './set-aside.ts'

const Departments = v.pipe(v.array(Department), v.minLength(1, 'must name a department'), v.maxLength(200))
/** Whose devices a release is for; null stands for everybody's. Whoever has no department is in `but` and never in `only`. */
const Stage = v.variant('for', [
  v.strictObject({ for: v.literal('only'), departments: Departments }),
  v.strictObject({ for: v.literal('but'), departments: Departments }),
])
export type Stage = v.InferOutput<typeof Stage> | null

/** What a person chooses: these departments, or everybody. */
export const StageChoice = v.union([v.literal('all'), Departments])
export type StageChoice = v.InferOutput<typeof StageChoice>

export const readStage = (text: string | null): Stage => (text === null ? null : parseJson(Stage, text, 'stage'))
export const stageOf = (choice: StageChoice): Stage =>
  choice === 'all' ? null : { for: 'only', departments: [...new Set(choice)].sort() }

export const covers = (stage: Stage, department: string | null): boolean =>
  stage === null || (department !== null && stage.departments.includes(department)) === (stage.for === 'only')

export interface Staged {
  version: number
  stage: Stage
}

/** Published releases with whom they are for, newest first. */
export async function publishedStages(db: Kysely<Schema>): Promise<Staged[]> {
  const rows = await db
    .selectFrom('release')
    .select(['version', 'stage'])
    .where('published_ms', 'is not', null)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ version, stage }) => ({ version, stage: readStage(stage) }))
}

/** Departments that people are in, by name. */
export async function departmentsOf(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('department')
    .distinct()
    .where('department', 'is not', null)
    .orderBy('department')
    .execute()
  return rows.flatMap(({ department }) => department ?? [])
}

/** Who asks what is current. */
export interface Asking {
  department: string | null
  /** the release its device last said it has, null or 0 for none */
  seen: number | null
}

/**
 * The release a device is told of: the newest that is meant for its department. A device that already has more (its person has
 * moved to another department) stays with those it had it from until its own department's follows on that: versions only rise, and
 * a device would refuse what goes back.
 *
 * @returns its version; null before the first
 */
export async function releaseFor(db: Kysely<Schema>, { department, seen }: Asking): Promise<number | null> {
  const published = await publishedStages(db)
  const meant = published.find(({ stage }) => covers(stage, department))?.version ?? null
  const had = published.find(({ version }) => version === seen)
  if (!had || published.every(({ stage }) => stage === null)) return meant
  const newer = published.filter(({ version }) => version >= had.version)
  const audience = had.stage?.for === 'only' ? had.stage.departments : [null]
  for (const wanted of [[department], audience])
    for (const { version, stage } of newer)
      if (wanted.some((one) => covers(stage, one)) && (await follows(db, version, had.version))) return version
  return had.version
}

/** Whether a device that has one release takes another one: nothing in it is older than it has, unless both roles agreed to that since. */
async function follows(db: Kysely<Schema>, version: number, had: number): Promise<boolean> {
  if (version === had) return true
  const rows = await db
    .selectFrom('release')
    .select(['version', 'payload'])
    .where('version', 'in', [version, had])
    .execute()
  const read = (wanted: number) => {
    const row = rows.find((one) => one.version === wanted)
    return row ? parseJson(Release, row.payload, 'release').objects : []
  }
  const before = new Map(read(had).map((entry) => [objectKey(entry), entry.version]))
  const older = read(version).filter((entry) => entry.version < (before.get(objectKey(entry)) ?? 0))
  for (const { sha256 } of older) {
    const agreed = await db
      .selectFrom('approved_object as a')
      .innerJoin('approval as p', 'p.sha256', 'a.approval')
      .select('p.sha256')
      .where('a.object', '=', sha256)
      .where('p.rollback_in', '>', had)
      .where('p.rollback_in', '<=', version)
      .executeTakeFirst()
    if (!agreed) return false
  }
  return true
}

/**
 * Departments and what each is given now, oldest release first; null among them is whoever has none. One that a release is for and
 * where nobody works just now is among them: somebody may move there tomorrow.
 */
export async function inForce(db: Kysely<Schema>): Promise<{ version: number; departments: (string | null)[] }[]> {
  const published = await publishedStages(db)
  const groups = new Map<number, (string | null)[]>()
  const named = published.flatMap(({ stage }) => stage?.departments ?? [])
  for (const department of [null, ...new Set([...(await departmentsOf(db)), ...named])]) {
    const found = published.find(({ stage }) => covers(stage, department))
    if (found) groups.set(found.version, [...(groups.get(found.version) ?? []), department])
  }
  return [...groups].map(([version, departments]) => ({ version, departments })).sort((a, b) => a.version - b.version)
}

/**
 * Widens a published release to more departments, or to everybody. What devices have cannot be taken from them so: that is a
 * recall or a way back.
 *
 * @param person an L&D reviewer
 * @throws {AppError} `not-found`, `refused` where it would be for fewer, or bring what was recalled or gone back from since
 */
export function widenStage(
  org: Organisation,
  person: string,
  version: number,
  choice: StageChoice,
): Promise<{ version: number; stage: Stage }> {
  return org.db.transaction().execute(async (db) => {
    const row = await db
      .selectFrom('release')
      .select(['stage', 'payload'])
      .where('version', '=', version)
      .where('published_ms', 'is not', null)
      .executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no published release ${version}.`)
    await assertNothingSetAside(db, version, row.payload)
    const before = readStage(row.stage)
    const stage = stageOf(choice)
    const known = [null, ...(await departmentsOf(db)), ...(before?.departments ?? [])]
    const lost = known.filter((one) => covers(before, one) && !covers(stage, one))
    if (lost.length > 0)
      throw new AppError(
        'refused',
        `Release ${version} is for ${saidStage(before)} already; it can be widened, not narrowed. Take content back with a recall, or go back to an earlier release.`,
      )
    await db
      .updateTable('release')
      .set({ stage: stage && JSON.stringify(stage) })
      .where('version', '=', version)
      .execute()
    await org.audit(person, 'release-widened', `${version} ${stage?.departments.join(', ') ?? 'all'}`, db)
    return { version, stage }
  })
}

/** @throws {AppError} `refused` */
async function assertNothingSetAside(db: Kysely<Schema>, version: number, payload: string): Promise<void> {
  const asides = await setAside(db)
  const { objects } = parseJson(Release, payload, 'release')
  const gone = objects.find((entry) => isSetAside(asides.get(objectKey(entry)), entry))
  if (gone)
    throw new AppError(
      'refused',
      `Release ${version} has ${gone.kind} ${gone.id}, which was recalled or gone back from since; compose a new release for these departments.`,
    )
}
