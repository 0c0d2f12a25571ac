import type { Kysely } from 'kysely'
import type { ReleaseChange, ReleaseWarning } from '#core/authoring'
import { readinessSteps } from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import { gapBaseline } from '#core/competencies'
import { contentKind, document, type Envelope } from '#core/content'
import type { Release } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { changedSources } from './changed-sources.ts'
import { assertReleasable } from './domain-blocks.ts'
import { standingProfiles } from './profile-standing.ts'
import { readinessView } from './readiness.ts'
import { entryNames } from './release-content.ts'
import { waitingCheck } from './search-checks.ts'
import { objectByHash } from './stored-objects.ts'

/**
 * What to think of before a waiting release is signed. Only `blocked` keeps it from being published; everything else is for the one
 * who signs to weigh.
 *
 * @param bodies what is new or changed in it
 */
export async function releaseWarnings(
  org: Organisation,
  release: Release,
  before: Release | null,
  changes: readonly ReleaseChange[],
  bodies: readonly Envelope[],
): Promise<ReleaseWarning[]> {
  const { db } = org
  const today = dayOf(org.nowMs())
  const found = await Promise.all([
    blocked(db, release, before),
    overdue(db, release, bodies, today),
    sources(db, release, bodies),
    profiles(db, changes, today),
    pairs(db),
    steps(org),
    search(org),
    vectors(release),
  ])
  return found.flatMap((warning) => warning ?? [])
}

type Found = Promise<ReleaseWarning | null>
const MOST_NAMES = 20
const named = (about: ReleaseWarning['about'], names: readonly string[], text: string): ReleaseWarning | null =>
  names.length === 0 ? null : { about, text, names: names.slice(0, MOST_NAMES) }

async function blocked(db: Kysely<Schema>, release: Release, before: Release | null): Found {
  try {
    await assertReleasable(db, release.objects, before)
    return null
  } catch (error) {
    if (error instanceof AppError) return { about: 'blocked', text: error.message, names: [] }
    throw error
  }
}

/** Documents past their day of review, of which something new or changed speaks; and aids past their own. */
async function overdue(db: Kysely<Schema>, release: Release, bodies: readonly Envelope[], today: string): Found {
  const used = new Set(
    bodies.flatMap(({ kind, body }) =>
      contentKind(kind)
        .sources(body)
        .map((source) => source.document),
    ),
  )
  const late: string[] = []
  for (const { kind, id, sha256 } of release.objects) {
    if (kind !== document.kind || !used.has(id)) continue
    const { title, reviewBy } = document.parse((await objectByHash(db, sha256)).envelope.body)
    if (reviewBy && reviewBy < today) late.push(`${title}, due ${reviewBy}`)
  }
  return named('freshness', late, 'What is new or changed here rests on documents nobody has looked at in time.')
}

async function sources(db: Kysely<Schema>, release: Release, bodies: readonly Envelope[]): Found {
  const titles = new Map(
    bodies.map((envelope) => [`${envelope.kind} ${envelope.id}`, contentKind(envelope.kind).title(envelope.body)]),
  )
  const hashes = new Map(
    release.objects.flatMap(({ kind, id, sha256 }) =>
      titles.has(`${kind} ${id}`) ? [[sha256, `${kind} ${id}`] as const] : [],
    ),
  )
  const changed = await changedSources(db, new Set(hashes.keys()))
  const names = [...changed.keys()].map((sha256) => titles.get(hashes.get(sha256) ?? '') ?? sha256)
  return named('sources', names.sort(), 'These rest on passages that read otherwise now.')
}

/** By what somebody who answers for a profile said last: a draft that says it was looked at is nobody's word. */
async function profiles(db: Kysely<Schema>, changes: readonly ReleaseChange[], today: string): Found {
  const wanted = new Set(changes.flatMap(({ roles }) => roles))
  const stale = (await standingProfiles(db)).filter(
    ({ object, body, confirmedOn }) =>
      wanted.has(object.id) && gapBaseline(body, today, confirmedOn).state !== 'current',
  )
  const names = stale.map(({ body }) => body.title)
  return named('profiles', names, 'Nobody who answers for these role profiles has confirmed them in time.')
}

async function pairs(db: Kysely<Schema>): Found {
  const { open } = await db
    .selectFrom('pair')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('gone_ms', 'is', null)
    .where('answer', 'is', null)
    .executeTakeFirstOrThrow()
  const said = open === 1 ? 'A pair of passages waits' : `${open} pairs of passages wait`
  return open === 0
    ? null
    : { about: 'pairs', text: `${said} to be looked at: they may contradict or repeat each other.`, names: [] }
}

async function steps(org: Organisation): Found {
  const { steps, switches } = await readinessView(org, false)
  const open = new Set(switches.flatMap(({ missing }) => missing.map(({ step }) => step)))
  const names = steps.flatMap(({ step }) => (open.has(step) ? readinessSteps[step].title : []))
  return named(
    'readiness',
    names,
    'Steps of readiness are open; aids and search work without them, what is recommended does not.',
  )
}

async function search(org: Organisation): Found {
  const check = await waitingCheck(org)
  if (!check)
    return {
      about: 'search',
      text: 'Nobody has written down questions of your own, so search was not tried.',
      names: [],
    }
  if (check.before === null || check.recall3 >= check.before) return null
  return named(
    'search',
    check.lost.map(({ text }) => text),
    'Search answers fewer of your own questions than before.',
  )
}

const vectors = async ({ derived, objects }: Release): Found =>
  objects.length === 0 || derived.some(({ name }) => name.startsWith(entryNames.vectors))
    ? null
    : {
        about: 'vectors',
        text: 'It carries no vectors: devices make those for search by meaning themselves.',
        names: [],
      }
