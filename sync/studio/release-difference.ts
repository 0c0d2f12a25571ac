import type { Kysely } from 'kysely'
import { reviewItem } from '#core/assessment'
import { difference, type ReleaseChange, type ReleaseDifference, readLines } from '#core/authoring'
import { AppError } from '#core/base'
import { type Block, contentKind, type Envelope, item, roleProfile } from '#core/content'
import { objectKey, type Release } from '#core/releases'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { readProfiles } from '../people.ts'
import { measuredItems } from './item-calibration.ts'
import { readRelease } from './published.ts'
import { entryNames } from './release-content.ts'
import { releaseWarnings } from './release-warnings.ts'
import { covers, publishedStages, readStage, type Stage } from './stages.ts'
import { latestObjects, objectByHash } from './stored-objects.ts'

/** So many changed objects are told in their words; a reply must stay one a phone can take. */
const MOST_IN_WORDS = 100

/**
 * What a release brings to whom it is for, against the one they were given before it.
 *
 * @param version null for the release that waits
 * @throws {AppError} `not-found`
 */
export async function releaseDifference(org: Organisation, version: number | null): Promise<ReleaseDifference> {
  const { db } = org
  const row = await rowOf(db, version)
  const release = readRelease(row.payload)
  const stage = readStage(row.stage)
  const before = await beforeOf(db, row.version, stage)
  const { changes, bodies } = await changesBetween(db, before, release)
  return {
    version: row.version,
    against: before?.version ?? null,
    objects: release.objects.length,
    stage,
    recall: row.recall !== null,
    changes,
    roles: await byRole(db, changes),
    departments: await byDepartment(db, changes),
    ...(await notesOf(db, before, release)),
    warnings: version === null ? await releaseWarnings(org, release, before, changes, bodies) : [],
  }
}

async function notesOf(db: Kysely<Schema>, before: Release | null, release: Release): Promise<{ notes?: string[] }> {
  const [had, has] = [await measuredItems(db, before), await measuredItems(db, release)]
  const changed = entryHash(before) !== entryHash(release)
  if (has === had && (has === 0 || !changed)) return {}
  const more = has > had ? `, ${has - had} more than before` : ''
  return { notes: [`Item parameters of ${has} ${has === 1 ? 'item' : 'items'} measured from answers${more}.`] }
}

const entryHash = (release: Release | null): string | undefined =>
  release?.derived.find(({ name }) => name === entryNames.parameters)?.sha256

/** A release for some departments follows on what these have, which need not be the newest one. */
async function beforeOf(db: Kysely<Schema>, version: number, stage: Stage): Promise<Release | null> {
  const earlier = (await publishedStages(db)).filter((one) => one.version < version)
  const department = stage?.for === 'only' ? (stage.departments[0] ?? null) : null
  const found = earlier.find((one) => stage === null || covers(one.stage, department))
  return found ? readRelease((await rowOf(db, found.version)).payload) : null
}

function rowOf(db: Kysely<Schema>, version: number | null) {
  const rows = db.selectFrom('release').select(['version', 'payload', 'stage', 'recall'])
  const wanted =
    version === null ? rows.where('jws', 'is', null) : rows.where('version', '=', version).where('jws', 'is not', null)
  return wanted.executeTakeFirst().then((row) => {
    if (row) return row
    throw new AppError(
      'not-found',
      version === null ? 'No release waits for a signature.' : `There is no release ${version}.`,
    )
  })
}

async function changesBetween(db: Kysely<Schema>, before: Release | null, release: Release) {
  const had = new Map(before?.objects.map((entry) => [objectKey(entry), entry]))
  const has = new Set(release.objects.map(objectKey))
  const changes: ReleaseChange[] = []
  const bodies: Envelope[] = []
  let inWords = 0
  for (const entry of release.objects) {
    const former = had.get(objectKey(entry))
    if (former?.sha256 === entry.sha256) continue
    await nextTask()
    const { envelope } = await objectByHash(db, entry.sha256)
    bodies.push(envelope)
    const { kind, id } = entry
    const told = { kind, id, title: titleOf(envelope), version: entry.version, roles: rolesOf(envelope) }
    if (!former) changes.push({ ...told, change: 'new', was: null, lines: null })
    else {
      const was = inWords++ < MOST_IN_WORDS ? (await objectByHash(db, former.sha256)).envelope : null
      const lines = was && readLines(difference(comparedBlocks(was), comparedBlocks(envelope)))
      changes.push({ ...told, change: 'changed', was: former.version, lines })
    }
  }
  for (const { kind, id, version, sha256 } of had.values()) {
    if (has.has(objectKey({ kind, id }))) continue
    const { envelope } = await objectByHash(db, sha256)
    const roles = rolesOf(envelope)
    changes.push({
      kind,
      id,
      title: titleOf(envelope),
      change: 'removed',
      version: null,
      was: version,
      roles,
      lines: null,
    })
  }
  const order = { removed: 0, changed: 1, new: 2 }
  changes.sort((a, b) => order[a.change] - order[b.change] || a.title.localeCompare(b.title))
  return { changes, bodies }
}

const titleOf = ({ kind, body }: Envelope): string => contentKind(kind).title(body)
const rolesOf = ({ kind, body }: Envelope): string[] => contentKind(kind).roles(body)

function comparedBlocks({ kind, body }: Envelope): Block[] {
  const described = contentKind(kind)
  const heading: Block = { block: 'heading', text: described.title(body), level: 2 }
  if (kind === item.kind) return [heading, ...reviewItem(item.parse(body))]
  const summary = described.summary(body)
  return [heading, ...(summary ? [{ block: 'text' as const, text: summary }] : []), ...described.view(body)]
}

const countOf = (changes: readonly ReleaseChange[]) => {
  const of = (change: ReleaseChange['change']) => changes.filter((one) => one.change === change).length
  return { new: of('new'), changed: of('changed'), removed: of('removed') }
}

async function byRole(db: Kysely<Schema>, changes: readonly ReleaseChange[]): Promise<ReleaseDifference['roles']> {
  const titles = new Map((await latestObjects(db, roleProfile.kind)).map(({ id, envelope }) => [id, titleOf(envelope)]))
  const everybody = changes.filter(({ roles }) => roles.length === 0)
  const named = [...new Set(changes.flatMap(({ roles }) => roles))].sort()
  return [
    ...named.map((role) => ({
      role,
      title: titles.get(role) ?? role,
      ...countOf(changes.filter(({ roles }) => roles.includes(role))),
    })),
    ...(everybody.length > 0 ? [{ role: null, title: 'Everybody', ...countOf(everybody) }] : []),
  ]
}

/** A department is concerned by what is for everybody and for the jobs its people have. */
async function byDepartment(
  db: Kysely<Schema>,
  changes: readonly ReleaseChange[],
): Promise<ReleaseDifference['departments']> {
  const people = await db
    .selectFrom('person')
    .select(['department', 'profiles'])
    .where('department', 'is not', null)
    .execute()
  const jobs = new Map<string, Set<string>>()
  for (const { department, profiles } of people) {
    if (department === null) continue
    const known = jobs.get(department) ?? new Set()
    for (const profile of readProfiles(profiles)) known.add(profile)
    jobs.set(department, known)
  }
  return [...jobs]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([department, profiles]) => ({
      department,
      ...countOf(changes.filter(({ roles }) => roles.length === 0 || roles.some((role) => profiles.has(role)))),
    }))
}
