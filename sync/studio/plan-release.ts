import type { Kysely } from 'kysely'
import { contentKind } from '#core/content'
import { countApprovals, objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import { type ApprovalInForce, approvalsInForce } from './approvals.ts'
import { lastPublished } from './sign-time.ts'
import { isIncomplete, latestObjects, reviewedObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

export interface Plan {
  /** changes with whatever a plan is made of */
  stamp: string
  objects: StoredObject[]
  approvals: ApprovalInForce[]
  leftOut: { kind: string; id: string; reason: string }[]
  /** objects whose newest version is not approved yet */
  drafts: number
}

/** The newest approved version of each object, whose source documents are released with it. */
export async function planRelease(db: Kysely<Schema>): Promise<Plan> {
  const approvals = await approvalsInForce(db, await currentTrust(db))
  const chosen = new Map<string, { object: StoredObject; pair: ApprovalInForce[] }>()
  for (const object of await reviewedObjects(db)) {
    if (chosen.has(objectKey(object))) continue
    const pair = countApprovals({ ...object, authors: object.envelope.authors }, approvals.get(object.sha256) ?? [])
    if (pair) chosen.set(objectKey(object), { object, pair })
  }
  const approved = new Set([...chosen.values()].map(({ object }) => object.sha256))
  const newest = (await latestObjects(db)).filter(({ envelope }) => !isIncomplete(envelope))
  const leftOut: Plan['leftOut'] = []
  for (const [key, { object }] of chosen) {
    const { kind, id, envelope } = object
    const missing = contentKind(kind)
      .sources(envelope.body)
      .find(({ document }) => !chosen.has(objectKey({ kind: 'document', id: document })))
    if (!missing) continue
    chosen.delete(key)
    leftOut.push({ kind, id, reason: `it rests on document ${missing.document}, which is not approved yet` })
  }
  const kept = [...chosen.values()].sort((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1))
  const used = new Map(kept.flatMap(({ pair }) => pair).map((approval) => [approval.sha256, approval]))
  return {
    stamp: await planStamp(db),
    objects: kept.map(({ object }) => object),
    approvals: [...used.values()],
    leftOut,
    drafts: newest.filter(({ sha256 }) => !approved.has(sha256)).length,
  }
}

/** Objects, approvals and trust files are only ever added: their number says whether a plan still holds. */
export async function planStamp(db: Kysely<Schema>): Promise<string> {
  const counts: number[] = []
  for (const table of ['object_version', 'approved_object', 'trust'] as const) {
    const { n } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    counts.push(n)
  }
  const last = await lastPublished(db)
  return [...counts, last?.version ?? 0].join()
}
