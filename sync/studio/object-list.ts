import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { type ContentDetail, type ContentRow, reviewState } from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import { contentKind, document, keptBrief } from '#core/content'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { approvalsInForce } from './approvals.ts'
import { isRetired } from './object-retire.ts'
import { publishedHashes } from './published.ts'
import { isReady, readyHashes } from './ready.ts'
import { standingRequests } from './review-notes.ts'
import { isIncomplete, latestObject, latestObjects, type StoredObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

const Reviewed = v.object({ reviewBy: v.string() })

/** Source documents have a list of their own, and are thousands. */
const isListed = ({ kind }: StoredObject): boolean => kind !== document.kind

/** Every object that is written in the studio, in its newest version, with where it stands. */
export async function contentRows(org: Organisation): Promise<ContentRow[]> {
  const rowOf = await createRows(org.db)
  return (await latestObjects(org.db)).filter(isListed).map(rowOf)
}

/** One for its editor. @throws {AppError} `not-found` */
export async function contentDetail(org: Organisation, kind: string, id: string): Promise<ContentDetail> {
  const object = await latestObject(org.db, kind, id)
  if (!object) throw new AppError('not-found', `There is no ${kind} "${id}".`)
  const rowOf = await createRows(org.db)
  const { body } = object.envelope
  const sources: ContentDetail['sources'] = []
  const documents = new Map<string, ReturnType<typeof document.parse> | null>()
  for (const source of contentKind(kind).sources(body)) {
    const known = documents.get(source.document) ?? (await documentOf(org.db, source.document))
    documents.set(source.document, known)
    const passage = known?.passages.find((one) => one.id === source.passage)
    sources.push({
      document: source.document,
      passage: source.passage,
      title: known?.title ?? source.document,
      text: passage?.text ?? null,
      changed: passage?.sha256 !== source.sha256,
    })
  }
  return { ...rowOf(object), sha256: object.sha256, body, sources }
}

async function documentOf(db: Kysely<Schema>, id: string) {
  const stored = await latestObject(db, document.kind, id)
  return stored && document.parse(stored.envelope.body)
}

async function createRows(db: Kysely<Schema>): Promise<(object: StoredObject) => ContentRow> {
  const approvals = await approvalsInForce(db, await currentTrust(db))
  const released = await publishedHashes(db)
  const ready = await readyHashes(db)
  const requestFor = await standingRequests(db)
  const retired = await isRetired(db)
  const nameOf = await personNames(db)

  const stateOf = (object: StoredObject): ContentRow['state'] => {
    if (retired(object)) return 'retired'
    if (isIncomplete(object.envelope)) return 'incomplete'
    const state = reviewState(approvals.get(object.sha256) ?? [], released.has(object.sha256))
    if (state === 'approved' || state === 'released') return state
    if (requestFor(object)) return 'changes-requested'
    if (state === 'in-review') return state
    return isReady(object.envelope, object.sha256, ready) ? 'ready' : 'draft'
  }
  return (object) => {
    const { kind, id, version, importedMs, envelope } = object
    const reviewed = v.safeParse(Reviewed, envelope.body)
    return {
      kind,
      id,
      version,
      title: contentKind(kind).title(envelope.body),
      state: stateOf(object),
      authors: envelope.authors.map(nameOf),
      reviewBy: reviewed.success ? reviewed.output.reviewBy : '',
      changedOn: dayOf(importedMs),
      brief: keptBrief(envelope.body)?.id ?? null,
    }
  }
}
