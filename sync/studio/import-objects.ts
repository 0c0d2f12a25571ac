import type { Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, depthOf } from '#core/base'
import { contentKind, type Envelope, objectBytes, readObject, Slug } from '#core/content'
import { plain } from '../audit-refusal.ts'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { assertBrief } from './briefs.ts'
import { guardCompetency } from './competency-guard.ts'
import { bodyChecks } from './content-checks.ts'
import { assertNotBlocked } from './domain-blocks.ts'
import { assertImages } from './images.ts'
import { completeSources } from './lineage.ts'
import { assertProducing } from './producing.ts'
import { latestObject, storeBlob } from './stored-objects.ts'

const Name = v.pipe(v.string(), v.maxLength(200))

/** What comes in: no version and no right to name its author; both are given here. */
export const ImportRequest = v.object({
  as: v.optional(Slug),
  objects: v.pipe(
    v.array(
      v.object({
        kind: Name,
        id: Name,
        authors: v.optional(v.array(Slug), []),
        body: v.record(v.string(), v.unknown()),
      }),
    ),
    v.minLength(1),
    v.maxLength(2000, 'too many objects at once; send them in parts'),
  ),
})
export type ImportedObject = v.InferOutput<typeof ImportRequest>['objects'][number]

/** Deeper than any kind; checked before anything walks the body. */
const MAX_DEPTH = 32

/** @throws {AppError} `bad-input` */
export function checkDepth(what: string, body: ImportedObject['body']): void {
  if (depthOf(body, MAX_DEPTH) > MAX_DEPTH)
    throw new AppError('bad-input', `${what}: nests deeper than ${MAX_DEPTH} levels`)
}

export interface TakenObject {
  kind: string
  id: string
  version: number
  sha256: string
  state: 'new' | 'changed' | 'same'
}
export interface ImportReport {
  taken: TakenObject[]
  refused: { kind: string; id: string; reason: string }[]
}

/**
 * Takes objects in as drafts. A changed body is the next version, under its author and all before; the same body changes
 * nothing. Documents go first, so that a batch may cite what it brings, and assessments last, so that
 * their items are known. Nothing here can make anything approved.
 *
 * @param author who is recorded as having written them; may then not review them
 */
export async function importObjects(
  org: Organisation,
  author: string,
  objects: readonly ImportedObject[],
): Promise<ImportReport> {
  const turn = (kind: string) => (kind === 'document' ? 0 : kind === 'assessment' ? 2 : 1)
  const inTurn = [...objects].sort((a, b) => turn(a.kind) - turn(b.kind))
  return org.db.transaction().execute(async (db) => {
    const report: ImportReport = { taken: [], refused: [] }
    for (const object of inTurn)
      try {
        report.taken.push(await importOne(org, db, author, object))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        report.refused.push({ kind: object.kind, id: object.id, reason: error.message })
        await org.audit(author, 'import-refused', plain(`${object.kind}:${object.id}:${error.code}`), db)
      }
    return report
  })
}

/** The next version of one object, or none where its body is the newest already. @throws {AppError} `bad-input` */
export async function importOne(
  org: Organisation,
  db: Transaction<Schema>,
  author: string,
  { kind, id, authors, body: given }: ImportedObject,
): Promise<TakenObject> {
  contentKind(kind)
  checkDepth(`${kind} ${id}`, given)
  const body = kind === 'document' ? given : await completeSources(db, kind, given)
  const last = await latestObject(db, kind, id)
  if (last && JSON.stringify(last.envelope.body) === JSON.stringify(body))
    return { kind, id, version: last.version, sha256: last.sha256, state: 'same' }

  if (last && kind === 'competency') await guardCompetency(db, id, last.envelope.body, body)
  await assertBrief(db, kind, body, last?.envelope.body ?? null)
  await assertNotBlocked(db, { kind, id, body })
  const version = (last?.version ?? 0) + 1
  const everyone = new Set([author, ...authors, ...(last?.envelope.authors ?? [])])
  const envelope: Envelope = { kind, id, version, authors: [...everyone], body }
  const bytes = objectBytes(envelope)
  readObject(bytes, bodyChecks, `${kind} ${id}`)
  if (kind !== 'document') await assertImages(db, kind, body)
  await assertProducing(db, kind, id, body)
  const sha256 = await storeBlob(db, bytes)
  await db
    .insertInto('object_version')
    .values({ kind, id, version, sha256, author, imported_ms: org.nowMs() })
    .execute()
  await org.audit(author, 'object-imported', `${kind} ${id} ${version}`, db)
  return { kind, id, version, sha256, state: last ? 'changed' : 'new' }
}
