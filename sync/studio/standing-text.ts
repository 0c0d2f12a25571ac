import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { isApproved } from '#core/authoring'
import { parseJson } from '#core/base'
import { statementsOf } from '#core/consistency'
import { document } from '#core/content'
import type { Schema } from '../database.ts'
import { approvalsInForce } from './approvals.ts'
import { readLineage } from './lineage-index.ts'
import { objectByHash } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

export interface DocumentTags {
  competencies: string[]
  path: string
}
const Ids = v.array(v.string())

/**
 * What the versions of a document that count say of their domain: the newest, and the newest that both signed. A draft alone takes
 * nothing out of a domain.
 */
export async function documentTags(db: Kysely<Schema>, id: string): Promise<DocumentTags[]> {
  return (await standingVersions(db, id)).map(({ competencies, path }) => ({
    competencies: parseJson(Ids, competencies, 'competencies'),
    path,
  }))
}

/** Whether the newest version of a document that both signed says a sentence; `key` is its `textKey`. */
export async function isApprovedText(db: Kysely<Schema>, id: string, key: string): Promise<boolean> {
  const approved = (await standingVersions(db, id)).find((version) => version.approved)
  if (!approved) return false
  const { passages } = document.parse((await objectByHash(db, approved.sha256)).envelope.body)
  return statementsOf({ passages }).some((statement) => statement.key === key)
}

async function standingVersions(db: Kysely<Schema>, id: string) {
  await readLineage(db)
  const rows = await db
    .selectFrom('document_version')
    .select(['sha256', 'competencies', 'path'])
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const approvals = await approvalsInForce(
    db,
    await currentTrust(db),
    rows.map(({ sha256 }) => sha256),
  )
  const all = rows.map((row) => ({ ...row, approved: isApproved(approvals.get(row.sha256) ?? []) }))
  const approved = all.find((version) => version.approved)
  return all.filter((version, at) => at === 0 || version === approved)
}
