import { maySign, reviewState } from '#core/authoring'
import { AppError } from '#core/base'
import { contentKind } from '#core/content'
import { countApprovals, type ReviewRole, type Trust } from '#core/releases'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { type ApprovalInForce, approvalsInForce, shownApproval } from './approvals.ts'
import { citableDocument } from './lineage.ts'
import { publishedHashes } from './published.ts'
import { isIncomplete, latestObjects, objectByHash, reviewedObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/**
 * What waits for a signature: the newest version of each object that is neither approved nor released, and no incomplete
 * document. The fields are `ReviewEntry` of core/engine-api.ts.
 */
export async function reviewQueue(org: Organisation, reviewer: Actor) {
  const trust = await currentTrust(org.db)
  const approvals = await approvalsInForce(org.db, trust)
  const released = await publishedHashes(org.db)
  const waiting = (await latestObjects(org.db)).filter((object) => {
    const state = reviewState(approvals.get(object.sha256) ?? [], released.has(object.sha256))
    return (state === 'draft' || state === 'in-review') && !isIncomplete(object.envelope)
  })
  const names = await peopleNames(org)
  return waiting.map((object) => entryOf(trust, names, reviewer, object, approvals.get(object.sha256) ?? []))
}

/**
 * One object for its reviewer, beside its bytes (fetched apart, hashed and rendered by the device that signs).
 *
 * @throws {AppError} `not-found`
 */
export async function reviewDetail(org: Organisation, reviewer: Actor, sha256: string) {
  const trust = await currentTrust(org.db)
  const object = await objectByHash(org.db, sha256)
  const given = (await approvalsInForce(org.db, trust, sha256)).get(sha256) ?? []
  const previous = await lastApprovedBefore(org, trust, object)
  return {
    ...entryOf(trust, await peopleNames(org), reviewer, object, given),
    previous: previous ? { version: previous.version, sha256: previous.sha256 } : null,
    sources: await sourcesOf(org, object),
  }
}

type Names = ReadonlyMap<string, string>

async function peopleNames({ db }: Organisation): Promise<Names> {
  const people = await db.selectFrom('person').select(['id', 'name']).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}

function entryOf(trust: Trust, names: Names, reviewer: Actor, object: StoredObject, given: readonly ApprovalInForce[]) {
  const { kind, id, version, sha256, envelope, importedMs } = object
  const roles = reviewer.roles.filter((role): role is ReviewRole => role === 'sme' || role === 'ld')
  const may = maySign(envelope, reviewer.person, roles, given)
  return {
    kind,
    id,
    version,
    sha256,
    title: contentKind(kind).title(envelope.body),
    authors: envelope.authors.map((person) => ({ person, name: names.get(person) ?? person })),
    importedAt: new Date(importedMs).toISOString(),
    approvals: given.map((approval) => shownApproval(trust, approval)),
    maySign: may.roles,
    whyNot: may.whyNot,
  }
}

async function lastApprovedBefore(org: Organisation, trust: Trust, { kind, id, version }: StoredObject) {
  const approvals = await approvalsInForce(org.db, trust)
  const earlier = (await reviewedObjects(org.db)).filter((o) => o.kind === kind && o.id === id && o.version < version)
  return (
    earlier.find((o) => countApprovals({ ...o, authors: o.envelope.authors }, approvals.get(o.sha256) ?? [])) ?? null
  )
}

/** Each cited passage as it reads now; `changed` when that is not what the object was written against. */
async function sourcesOf(org: Organisation, { kind, envelope }: StoredObject) {
  const sources = contentKind(kind).sources(envelope.body)
  return Promise.all(
    sources.map(async ({ document, passage, sha256 }) => {
      const now = await passageNow(org, document, passage)
      return { document, passage, text: now?.text ?? null, changed: now?.sha256 !== sha256 }
    }),
  )
}

async function passageNow(org: Organisation, document: string, passage: string) {
  try {
    return (await citableDocument(org.db, document)).passages.get(passage) ?? null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
