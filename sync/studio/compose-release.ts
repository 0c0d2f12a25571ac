import type { Kysely } from 'kysely'
import { AppError, sha256Hex } from '#core/base'
import type { Embedder } from '#core/embedding'
import { APP_LEVEL, instant, instantMs, objectKey, type Release, releaseText } from '#core/releases'
import type { Schema } from '../database.ts'
import { withEmbedder } from '../embedding/server-embedder.ts'
import type { Organisation } from '../organisation.ts'
import { questionVectors } from './check-questions.ts'
import { type Derived, deriveEntries } from './derive-entries.ts'
import { assertReleasable } from './domain-blocks.ts'
import { imagesOf } from './images.ts'
import { type Plan, planRelease, planStamp } from './plan-release.ts'
import { readRelease } from './published.ts'
import { listQuestions } from './questions.ts'
import { entryNames, thresholdOf } from './release-content.ts'
import { RELEASE_LIFE_MS, RENEW_WITHIN_MS } from './release-life.ts'
import type { Progress } from './release-vectors.ts'
import { checkRelease, compare, type SearchCheck, storeCheck } from './search-checks.ts'
import { lastPublished } from './sign-time.ts'
import { storeBlob } from './stored-objects.ts'
import { listSynonyms } from './synonyms.ts'
import { thresholdChange } from './threshold-change.ts'

/** What a release carries beside its objects. */
type Beside = 'approvals' | 'synonyms' | 'threshold' | 'vectors' | 'parameters' | 'evidence'

export interface ComposedRelease {
  version: number
  /** of the text an L&D reviewer signs */
  sha256: string
  objects: number
  changed: { kind: string; id: string; version: number; change: 'new' | 'changed' }[]
  removed: { kind: string; id: string }[]
  leftOut: Plan['leftOut']
  /** what else differs from the release before */
  also: Beside[]
  /** objects whose newest version is not approved yet */
  drafts: number
  /** one sentence when another kind of threshold decides that nothing fits; null otherwise */
  thresholdChange: string | null
  /** why it carries no vectors; null when it does */
  withoutVectors: string | null
  /** how it answers the organisation's own questions; null without any */
  check: SearchCheck | null
}

/**
 * Composes the next release from the newest approved version of each object and leaves it waiting for an L&D reviewer's
 * signature. One that waits already is replaced. What is derived is made between two transactions, so that requests go on
 * meanwhile.
 *
 * @param actor the L&D lead it is composed for
 * @throws {AppError} `not-approved` nothing is approved yet, `refused` nothing approved has changed, `conflict` something was
 * approved or published meanwhile, `blocked` it would change a domain with unsettled contradictions
 */
export async function composeRelease(
  org: Organisation,
  actor: string,
  onProgress?: Progress,
): Promise<ComposedRelease> {
  const plan = await org.db.transaction().execute(planRelease)
  if (plan.objects.length === 0)
    throw new AppError('not-approved', 'Nothing is approved by an SME and an L&D reviewer yet; review first.')
  const last = await lastPublished(org.db)
  const before = last ? readRelease(last.payload) : null
  await assertReleasable(org.db, plan.objects, before)
  const { derived, check } = await withEmbedder(org, (embedder) => derive(org.db, plan, before, embedder, onProgress))

  return org.db.transaction().execute(async (db) => {
    if ((await planStamp(db)) !== plan.stamp)
      throw new AppError('conflict', 'Something was approved or published meanwhile; compose the release again.')
    const release = await releaseOf(org, db, plan, derived, last)
    const isDue = !before || instantMs(before.expires) - org.nowMs() < RENEW_WITHIN_MS
    if (before && !isDue && sameContent(before, release))
      throw new AppError('refused', `Nothing approved has changed since release ${before.version}.`)

    const payload = releaseText(release)
    const sha256 = sha256Hex(payload)
    await db.deleteFrom('release').where('jws', 'is', null).execute()
    await db
      .insertInto('release')
      .values({ version: release.version, payload_sha256: sha256, payload, jws: null, published_ms: null })
      .execute()
    await org.audit(actor, 'release-composed', `${release.version} ${sha256}`, db)
    const { changed, removed } = changesOf(before, release)
    const { leftOut, drafts } = plan
    const { withoutVectors } = derived
    const objects = release.objects.length
    await storeCheck(org, db, release.version, check)
    return {
      version: release.version,
      sha256,
      objects,
      changed,
      removed,
      leftOut,
      also: besideOf(before, release),
      drafts,
      thresholdChange: thresholdChange(await thresholdOf(db, before), await thresholdOf(db, release)),
      withoutVectors,
      check,
    }
  })
}

/** What comes with the objects, and how search over them does beside the last release. */
async function derive(
  db: Kysely<Schema>,
  plan: Plan,
  before: Release | null,
  embedder: Embedder | null,
  onProgress?: Progress,
): Promise<{ derived: Derived; check: SearchCheck | null }> {
  const questions = await listQuestions(db)
  const vectors = await questionVectors(questions, embedder)
  const input = {
    objects: plan.objects.map(({ envelope }) => envelope),
    synonyms: (await listSynonyms(db)).map(({ words }) => words),
    questions,
    questionVectors: vectors,
    before,
  }
  const derived = await deriveEntries(db, input, embedder, onProgress)
  if (!derived.check) return { derived, check: null }
  const checkBefore = before && (await checkRelease(db, before, questions, vectors))
  return { derived, check: compare(derived.check, checkBefore, questions) }
}

async function releaseOf(
  org: Organisation,
  db: Kysely<Schema>,
  plan: Plan,
  derived: Derived,
  last: { version: number; jws: string } | null,
): Promise<Release> {
  const approvals = await Promise.all(
    plan.approvals.map(async ({ sha256 }) => {
      const { bytes } = await db
        .selectFrom('blob')
        .select('bytes')
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow()
      return { sha256, length: bytes.length }
    }),
  )
  for (const { bytes } of derived.entries) if (bytes) await storeBlob(db, bytes)
  const media = await imagesOf(
    db,
    plan.objects.map(({ kind, envelope }) => ({ kind, body: envelope.body })),
  )
  return {
    typ: 'release',
    tenant: org.tenant,
    version: (last?.version ?? 0) + 1,
    prev: last ? sha256Hex(last.jws) : null,
    expires: instant(org.nowMs() + RELEASE_LIFE_MS),
    objects: plan.objects.map(({ kind, id, version, sha256, length }) => ({ kind, id, version, sha256, length })),
    approvals: approvals.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    derived: derived.entries.map(({ name, sha256, length }) => ({ name, sha256, length })),
    ...(media.length > 0 ? { media } : {}),
    minApp: APP_LEVEL,
    ...(plan.recalled.length > 0 ? { recalled: plan.recalled } : {}),
  }
}

const sameContent = (a: Release, b: Release): boolean =>
  JSON.stringify([a.objects, a.approvals, a.derived, a.media]) ===
  JSON.stringify([b.objects, b.approvals, b.derived, b.media])

/** What a release brings against the one before. */
export function changesOf(before: Release | null, { objects }: Release) {
  const had = new Map(before?.objects.map((entry) => [objectKey(entry), entry]))
  const has = new Set(objects.map(objectKey))
  const changeOf = (entry: Release['objects'][number]): 'new' | 'changed' | 'same' => {
    const former = had.get(objectKey(entry))
    if (!former) return 'new'
    return former.sha256 === entry.sha256 ? 'same' : 'changed'
  }
  const all = objects.map((entry) => ({ ...entry, change: changeOf(entry) }))
  return {
    all,
    changed: all.flatMap(({ kind, id, version, change }) => (change === 'same' ? [] : [{ kind, id, version, change }])),
    removed: [...had.values()].filter((entry) => !has.has(objectKey(entry))).map(({ kind, id }) => ({ kind, id })),
  }
}

function besideOf(before: Release | null, release: Release): Beside[] {
  const names = Object.keys(entryNames) as (keyof typeof entryNames)[]
  const hashes = ({ derived }: Release, name: keyof typeof entryNames) =>
    derived
      .filter((entry) => entry.name.startsWith(entryNames[name]))
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
  if (!before) return []
  const approvals = ({ approvals }: Release) => approvals.map(({ sha256 }) => sha256).join()
  return [
    ...(approvals(before) === approvals(release) ? [] : ['approvals' as const]),
    ...names.filter((name) => hashes(before, name) !== hashes(release, name)),
  ]
}
