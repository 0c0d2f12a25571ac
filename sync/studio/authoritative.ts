import type { Kysely, Transaction } from 'kysely'
import * as v from 'valibot'
import { isApproved } from '#core/authoring'
import { AppError, parse, parseJson } from '#core/base'
import { document, type Envelope } from '#core/content'
import { type Authority, authorityOf, type ProcedureDocument, procedureOf, whySecond } from '#core/knowledge'
import type { Trust } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce } from './approvals.ts'
import { readLineage } from './lineage-index.ts'
import { listRecords, readRecord, saveRecordIn } from './records.ts'
import { latestObject } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** A record that takes a document out of use, or puts it back; its id is the document's. */
export const RETIREMENT = 'document-retirement'
export const Retirement = v.object({
  state: v.picklist(['retired', 'in-use']),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1, 'must say why'), v.maxLength(500)),
})
export type Retirement = v.InferOutput<typeof Retirement>

const Ids = v.array(v.string())

export interface ApprovedDocument extends ProcedureDocument {
  sha256: string
  version: number
}

/**
 * The newest approved version of each document, with what it says of its procedure.
 *
 * @param procedure only what bears on this one; all where left out
 */
export async function approvedDocuments(
  db: Kysely<Schema>,
  trust: Trust,
  procedure?: string,
): Promise<ApprovedDocument[]> {
  await readLineage(db)
  const rows = await db
    .selectFrom('document_version')
    .select(['id', 'version', 'sha256', 'title', 'procedure', 'supersedes'])
    .$if(procedure !== undefined, (query) =>
      query.where(({ eb, or, exists, selectFrom }) =>
        or([
          eb('procedure', '=', procedure ?? ''),
          exists(
            selectFrom('document_version as other')
              .select('other.id')
              .whereRef('other.id', '=', 'document_version.id')
              .where('other.supersedes', '!=', '[]'),
          ),
        ]),
      ),
    )
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const all = procedure === undefined ? await approvalsInForce(db, trust) : null
  const retired = await retiredOn(db)
  const found = new Map<string, ApprovedDocument>()
  for (const { id, version, sha256, title, procedure: named, supersedes } of rows) {
    if (found.has(id)) continue
    const given = (all ?? (await approvalsInForce(db, trust, sha256))).get(sha256) ?? []
    if (!isApproved(given)) continue
    const at =
      given
        .map((approval) => approval.at)
        .sort()
        .at(-1) ?? ''
    const replaces = parseJson(Ids, supersedes, 'supersedes')
    found.set(id, { id, version, sha256, title, procedure: named, supersedes: replaces, retired: retired.has(id), at })
  }
  return [...found.values()]
}

export const authority = async (db: Kysely<Schema>): Promise<Authority> =>
  authorityOf(await approvedDocuments(db, await currentTrust(db)))

/**
 * Checks that each of these documents would be the only one of its procedure, beside those that are approved and those before it.
 *
 * @throws {AppError} `refused` with the name of the one that counts
 */
export async function checkOnlyOne(db: Kysely<Schema>, trust: Trust, objects: readonly Envelope[]): Promise<void> {
  const before: ProcedureDocument[] = []
  for (const { kind, id, body } of objects) {
    if (kind !== document.kind) continue
    const { title, procedure: named, supersedes = [] } = document.parse(body)
    const procedure = procedureOf(id, { procedure: named })
    const approved = await approvedDocuments(db, trust, procedure)
    const why = whySecond({ id, procedure, supersedes }, [
      ...approved.filter((one) => !before.some((other) => other.id === one.id)),
      ...before,
    ])
    if (why) throw new AppError('refused', `Document ${id} cannot become authoritative. ${why}`)
    before.push({ id, title, procedure, supersedes, retired: false, at: '' })
  }
}

/** Documents that are out of use on record, with the day they went. */
export async function retiredOn(db: Kysely<Schema>): Promise<Map<string, string>> {
  const all = (await listRecords(db, RETIREMENT)).map(({ id, at, body }) => ({
    id,
    day: at.slice(0, 10),
    ...parse(Retirement, body, RETIREMENT),
  }))
  return new Map(all.flatMap(({ id, state, day }) => (state === 'retired' ? [[id, day] as const] : [])))
}

/**
 * Takes a document out of use, or puts it back, on record and with a reason; the next release follows. Retiring twice changes
 * nothing.
 *
 * @param person an SME or L&D
 * @throws {AppError} `not-found`; `refused` where putting it back would make a second authoritative one
 */
export function retireDocument(org: Organisation, person: string, id: string, given: Retirement): Promise<Retirement> {
  return org.db.transaction().execute((db) => retireDocumentIn(org, db, person, id, given))
}

/** `retireDocument` inside the caller's transaction. */
export async function retireDocumentIn(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
  id: string,
  given: Retirement,
): Promise<Retirement> {
  const stored = await latestObject(db, document.kind, id)
  if (!stored) throw new AppError('not-found', `There is no document "${id}".`)
  const last = await readRecord(db, RETIREMENT, id)
  const before = last ? parse(Retirement, last.body, RETIREMENT) : null
  if (before?.state === given.state) return before
  if (given.state === 'in-use') await checkOnlyOne(db, await currentTrust(db), [stored.envelope])
  await saveRecordIn(org, db, person, { kind: RETIREMENT, id, base: last?.version ?? 0, body: given })
  return given
}
