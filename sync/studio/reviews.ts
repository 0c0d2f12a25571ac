import { maySign } from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import { contentKind, type Envelope } from '#core/content'
import { countApprovals, type ReviewRole, type Trust } from '#core/releases'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { type ApprovalInForce, approvalsInForce, shownApproval } from './approvals.ts'
import { citableDocument } from './lineage.ts'
import { createObjectDomains, domainTitles } from './object-domains.ts'
import { isReady, readyHashes } from './ready.ts'
import { droppedObjects } from './review-drops.ts'
import { reviewNotes, standingRequests } from './review-notes.ts'
import { readReviewQueue } from './review-queue.ts'
import { noteOpened } from './review-times.ts'
import { citedAs, createSignedPassages } from './signed-passages.ts'
import { createSmeDomains } from './sme-domains.ts'
import { objectByHash, reviewedObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** What waits for a signature. The fields are `ReviewEntry` of core/engine-api.ts. */
export async function reviewQueue(org: Organisation, reviewer: Actor) {
  const { trust, waiting } = await readReviewQueue(org.db)
  const nameOf = await personNames(org.db)
  const titleOf = await domainTitles(org.db)
  const vouches = await createSmeDomains(org.db, dayOf(org.nowMs()))
  return waiting.map(({ object, approvals, domains, minutes }) => ({
    ...entryOf(trust, nameOf, reviewer, object, approvals, vouches(reviewer.person, domains)),
    domains: domains.map((id) => ({ id, title: titleOf(id) })),
    minutes: { sme: minutes.sme ?? 0, ld: minutes.ld ?? 0 },
  }))
}

/**
 * One object for its reviewer, beside its bytes (fetched apart, hashed and rendered by the device that signs). Its author may
 * look at it too: that is where requests for changes are answered.
 *
 * @throws {AppError} `not-found`
 */
export async function reviewDetail(org: Organisation, reader: Actor, sha256: string) {
  const trust = await currentTrust(org.db)
  const object = await objectByHash(org.db, sha256)
  const given = (await approvalsInForce(org.db, trust, sha256)).get(sha256) ?? []
  const previous = await lastApprovedBefore(org, trust, object)
  const domains = await (await createObjectDomains(org.db))(object.envelope)
  const outside = (await createSmeDomains(org.db, dayOf(org.nowMs())))(reader.person, domains)
  const entry = entryOf(trust, await personNames(org.db), reader, object, given, outside)
  const held = await heldBack(org, object)
  if (entry.maySign.length > 0 && held === null && reader.by === 'device') await noteOpened(org, reader.person, sha256)
  const titleOf = await domainTitles(org.db)
  const { notes } = await reviewNotes(org, object.kind, object.id)
  return {
    ...entry,
    ...(held === null ? {} : { maySign: [], whyNot: held }),
    domains: domains.map((id) => ({ id, title: titleOf(id) })),
    previous: previous ? { version: previous.version, sha256: previous.sha256 } : null,
    sources: await sourcesOf(org, trust, object.envelope),
    notes,
  }
}

/** Why nobody signs it now: it is with its author, or set aside. */
async function heldBack({ db }: Organisation, object: StoredObject): Promise<string | null> {
  const request = (await standingRequests(db))(object)
  if (request) return 'It is back with its author, who was asked for changes.'
  if (!isReady(object.envelope, object.sha256, await readyHashes(db))) return 'Its author is still writing it.'
  if ((await droppedObjects(db))(object)) return 'It is set aside; put it back under Hours to review it.'
  return null
}

function entryOf(
  trust: Trust,
  nameOf: (person: string) => string,
  reviewer: Actor,
  object: StoredObject,
  given: readonly ApprovalInForce[],
  /** why this person is no SME for it */
  outside: string | null,
) {
  const { kind, id, version, sha256, envelope, importedMs } = object
  const held = reviewer.roles.filter((role): role is ReviewRole => role === 'sme' || role === 'ld')
  const roles = held.filter((role) => role !== 'sme' || outside === null)
  const may = maySign(envelope, reviewer.person, roles, given)
  return {
    kind,
    id,
    version,
    sha256,
    title: contentKind(kind).title(envelope.body),
    authors: envelope.authors.map((person) => ({ person, name: nameOf(person) })),
    importedAt: new Date(importedMs).toISOString(),
    approvals: given.map((approval) => shownApproval(trust, approval)),
    maySign: may.roles,
    whyNot: roles.length === 0 && held.length > 0 ? outside : may.whyNot,
  }
}

async function lastApprovedBefore(org: Organisation, trust: Trust, { kind, id, version }: StoredObject) {
  const approvals = await approvalsInForce(org.db, trust)
  const earlier = (await reviewedObjects(org.db)).filter((o) => o.kind === kind && o.id === id && o.version < version)
  return (
    earlier.find((o) => countApprovals({ ...o, authors: o.envelope.authors }, approvals.get(o.sha256) ?? [])) ?? null
  )
}

/** Each cited passage as it reads now; the device that shows it sees for itself whether that is what the object rests on. */
async function sourcesOf(org: Organisation, trust: Trust, { kind, body }: Envelope) {
  const signedIn = await createSignedPassages(org.db, await approvalsInForce(org.db, trust))
  return Promise.all(
    contentKind(kind)
      .sources(body)
      .map(async (source) => {
        const { document, passage } = source
        const approved = (await signedIn(document))?.has(citedAs(source)) ?? false
        return { document, passage, approved, ...(await passageNow(org, document, passage)) }
      }),
  )
}

async function passageNow(org: Organisation, document: string, passage: string) {
  try {
    const { title, passages } = await citableDocument(org.db, document)
    return { title, text: passages.get(passage)?.text ?? null }
  } catch (error) {
    if (error instanceof AppError) return { title: document, text: null }
    throw error
  }
}
