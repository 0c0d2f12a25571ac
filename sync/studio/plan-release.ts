import type { Kysely } from 'kysely'
import { tooLittleProduced } from '#core/assessment'
import { contentKind } from '#core/content'
import { type Authority, authorityOf } from '#core/knowledge'
import { countApprovals, objectKey, type Recalled } from '#core/releases'
import type { Schema } from '../database.ts'
import { type ApprovalInForce, approvalsInForce } from './approvals.ts'
import { approvedDocuments, RETIREMENT } from './authoritative.ts'
import { isRetired, OBJECT_RETIREMENT } from './object-retire.ts'
import { recalledFor } from './recall.ts'
import { agreedRollbacks } from './rollback.ts'
import { isSetAside, RECALL, ROLLBACK, setAside } from './set-aside.ts'
import { lastPublished } from './sign-time.ts'
import { createUnsignedPassages } from './signed-passages.ts'
import { isIncomplete, latestObjects, reviewedObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

export interface Plan {
  /** changes with whatever a plan is made of */
  stamp: string
  objects: StoredObject[]
  approvals: ApprovalInForce[]
  leftOut: { kind: string; id: string; reason: string }[]
  /** withdrawn and in no newer version here */
  recalled: Recalled[]
  /** objects whose newest version is not approved yet */
  drafts: number
}

/** The newest approved version of each object, whose source documents are released with it. */
export async function planRelease(db: Kysely<Schema>): Promise<Plan> {
  const trust = await currentTrust(db)
  const approvals = await approvalsInForce(db, trust)
  const asides = await setAside(db, await agreedRollbacks(db))
  const unsigned = await createUnsignedPassages(db, approvals)
  const resting = new Map<string, Plan['leftOut'][number]>()
  const chosen = new Map<string, { object: StoredObject; pair: ApprovalInForce[] }>()
  for (const object of await reviewedObjects(db)) {
    if (chosen.has(objectKey(object)) || isSetAside(asides.get(objectKey(object)), object)) continue
    const pair = countApprovals({ ...object, authors: object.envelope.authors }, approvals.get(object.sha256) ?? [])
    // a device takes older bytes only with the word of both for it, whenever it comes to this release
    const agreed = (approvals.get(object.sha256) ?? []).filter(({ rollbackIn }) => rollbackIn !== null)
    if (!pair) continue
    const source = await unsigned(object.envelope)
    if (source === null) chosen.set(objectKey(object), { object, pair: [...pair, ...agreed] })
    else if (!resting.has(objectKey(object))) {
      const reason = `version ${object.version} rests on words of document ${source} that are not approved yet`
      resting.set(objectKey(object), { kind: object.kind, id: object.id, reason })
    }
  }
  const approved = new Set([...chosen.values()].map(({ object }) => object.sha256))
  const newest = (await latestObjects(db)).filter(({ envelope }) => !isIncomplete(envelope))
  const leftOut: Plan['leftOut'] = [...resting.values()]
  for (const [key, { recall, on }] of asides)
    if (recall && !chosen.has(key)) {
      const reason = `it was recalled on ${on}; a newer version, signed by both, takes its place`
      leftOut.push({ kind: recall.kind, id: recall.id, reason })
    }
  const retired = await isRetired(db)
  for (const [key, { object }] of chosen) if (retired(object)) chosen.delete(key)
  const { replaced, seconds } = authorityOf(await approvedDocuments(db, trust))
  for (const id of replaced.keys()) chosen.delete(objectKey({ kind: 'document', id }))
  for (const { document, first } of seconds) {
    chosen.delete(objectKey({ kind: 'document', id: document.id }))
    const reason = `the procedure ${first.procedure} has an authoritative document, “${first.title}” (${first.id})`
    leftOut.push({ kind: 'document', id: document.id, reason })
  }
  for (const [key, { object }] of chosen) {
    const { kind, id, envelope } = object
    const missing = contentKind(kind)
      .sources(envelope.body)
      .find(({ document }) => !chosen.has(objectKey({ kind: 'document', id: document })))
    if (!missing) continue
    chosen.delete(key)
    leftOut.push({ kind, id, reason: whyMissing(missing.document, replaced) })
  }
  const items = new Map(
    [...chosen.values()].flatMap(({ object: { kind, id, envelope } }) =>
      kind === 'item' ? [[id, envelope.body]] : [],
    ),
  )
  for (const [key, { object }] of chosen) {
    const { kind, id, envelope } = object
    const reason = kind === 'assessment' ? tooLittleProduced(envelope.body, items) : null
    if (reason === null) continue
    chosen.delete(key)
    leftOut.push({ kind, id, reason })
  }
  const kept = [...chosen.values()].sort((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1))
  const used = new Map(kept.flatMap(({ pair }) => pair).map((approval) => [approval.sha256, approval]))
  return {
    stamp: await planStamp(db),
    objects: kept.map(({ object }) => object),
    approvals: [...used.values()],
    leftOut,
    recalled: recalledFor(
      asides,
      kept.map(({ object }) => object),
    ),
    drafts: newest.filter(({ sha256 }) => !approved.has(sha256)).length,
  }
}

function whyMissing(id: string, replaced: Authority['replaced']): string {
  const by = replaced.get(id)
  if (by === undefined) return `it rests on document ${id}, which is not approved yet`
  if (by === null) return `it rests on document ${id}, which is retired; let it rest on another`
  return `it rests on document ${id}, which “${by.title}” (${by.id}) has replaced; let it rest on that one`
}

/** Objects, approvals, trust files and retirements are only ever added: their number says whether a plan still holds. */
export async function planStamp(db: Kysely<Schema>): Promise<string> {
  const counts: number[] = []
  for (const table of ['object_version', 'approved_object', 'trust'] as const) {
    const { n } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    counts.push(n)
  }
  const { n } = await db
    .selectFrom('record')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('kind', 'in', [RETIREMENT, OBJECT_RETIREMENT, RECALL, ROLLBACK])
    .executeTakeFirstOrThrow()
  const last = await lastPublished(db)
  return [...counts, n, last?.version ?? 0].join()
}
