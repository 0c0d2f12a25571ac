import type { Kysely } from 'kysely'
import { reviewState } from '#core/authoring'
import type { ReviewRole, Trust } from '#core/releases'
import type { Schema } from '../database.ts'
import { type ApprovalInForce, approvalsInForce } from './approvals.ts'
import { createObjectDomains } from './object-domains.ts'
import { publishedHashes } from './published.ts'
import { isReady, readyHashes } from './ready.ts'
import { type Dropped, droppedObjects } from './review-drops.ts'
import { standingRequests } from './review-notes.ts'
import { createReviewMinutes } from './review-times.ts'
import { isIncomplete, latestObjects, reviewedObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** An object somebody has to look at, in its newest version. */
export interface WaitingObject {
  object: StoredObject
  approvals: ApprovalInForce[]
  domains: string[]
  /** of each signature that is missing */
  minutes: Partial<Record<ReviewRole, number>>
  /** an earlier version was approved once */
  changes: boolean
}

export interface ReviewQueue {
  trust: Trust
  waiting: WaitingObject[]
  /** set aside by a person */
  dropped: (WaitingObject & { by: Dropped })[]
}

/**
 * What waits for a signature: the newest version of each object that is neither approved nor released, nor still being written,
 * nor back with its author, and no incomplete document.
 */
export async function readReviewQueue(db: Kysely<Schema>): Promise<ReviewQueue> {
  const trust = await currentTrust(db)
  const approvals = await approvalsInForce(db, trust)
  const released = await publishedHashes(db)
  const ready = await readyHashes(db)
  const requestFor = await standingRequests(db)
  const droppedBy = await droppedObjects(db)
  const domainsOf = await createObjectDomains(db)
  const past = await reviewedObjects(db)
  const byHash = new Map(past.map((object) => [object.sha256, object]))
  const minutesOf = await createReviewMinutes(db, domainsOf, async (sha256) => byHash.get(sha256) ?? null)
  const before = new Set(past.map(({ kind, id }) => `${kind} ${id}`))
  const queue: ReviewQueue = { trust, waiting: [], dropped: [] }
  for (const object of await latestObjects(db)) {
    const given = approvals.get(object.sha256) ?? []
    const state = reviewState(given, released.has(object.sha256))
    if ((state !== 'draft' && state !== 'in-review') || isIncomplete(object.envelope)) continue
    if (!isReady(object.envelope, object.sha256, ready) || requestFor(object)) continue
    const domains = await domainsOf(object.envelope)
    const minutes: WaitingObject['minutes'] = {}
    for (const role of ['sme', 'ld'] as const)
      if (!given.some((approval) => approval.role === role)) minutes[role] = minutesOf(object, domains, role)
    const changes = before.has(`${object.kind} ${object.id}`)
    const waiting = { object, approvals: given, domains, minutes, changes }
    const by = droppedBy(object)
    if (by) queue.dropped.push({ ...waiting, by })
    else queue.waiting.push(waiting)
  }
  return queue
}
