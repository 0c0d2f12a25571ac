import type { Kysely } from 'kysely'
import { isApproved } from '#core/authoring'
import { contentKind, document, type Envelope } from '#core/content'
import type { Schema } from '../database.ts'
import type { ApprovalInForce } from './approvals.ts'
import { readLineage } from './lineage-index.ts'

/**
 * Finds what an object rests on that nobody has signed: a passage, in the words it was cited with, that stands in no version of
 * its document which both reviewers approved. An older approved version will do: that a source changed since is told as such.
 *
 * @param approvals in force, by the object they cover
 * @returns the id of the first such document; null where there is none, or no version of it is approved at all
 */
export async function createUnsignedPassages(
  db: Kysely<Schema>,
  approvals: ReadonlyMap<string, readonly ApprovalInForce[]>,
): Promise<(envelope: Envelope) => Promise<string | null>> {
  await readLineage(db)
  const signed = new Map<string, Promise<ReadonlySet<string> | null>>()

  async function signedIn(id: string): Promise<ReadonlySet<string> | null> {
    const versions = await db
      .selectFrom('document_version')
      .select(['version', 'sha256'])
      .where('id', '=', id)
      .execute()
    const approved = versions.filter(({ sha256 }) => isApproved(approvals.get(sha256) ?? []))
    if (approved.length === 0) return null
    const rows = await db
      .selectFrom('passage_version')
      .select(['passage', 'sha256'])
      .where('document', '=', id)
      .where(
        'version',
        'in',
        approved.map(({ version }) => version),
      )
      .execute()
    return new Set(rows.map(({ passage, sha256 }) => `${passage} ${sha256}`))
  }

  return async ({ kind, body }) => {
    if (kind === document.kind) return null
    for (const { document: id, passage, sha256 } of contentKind(kind).sources(body)) {
      const there = signed.get(id) ?? signedIn(id)
      signed.set(id, there)
      const known = await there
      if (known && !known.has(`${passage} ${sha256}`)) return id
    }
    return null
  }
}
