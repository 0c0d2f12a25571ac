import type { Kysely } from 'kysely'
import { isApproved } from '#core/authoring'
import { contentKind, document, type Envelope } from '#core/content'
import type { Schema } from '../database.ts'
import type { ApprovalInForce } from './approvals.ts'
import { readLineage } from './lineage-index.ts'

type Approvals = ReadonlyMap<string, readonly ApprovalInForce[]>
/** A passage in the words it was cited with. */
export const citedAs = ({ passage, sha256 }: { passage: string; sha256: string }): string => `${passage} ${sha256}`

/**
 * Which passages of a document, in which words, stand in a version of it that both reviewers approved.
 *
 * @param approvals in force, by the object they cover
 * @returns names as `citedAs` makes them, of one document; null where no version of it is approved at all
 */
export async function createSignedPassages(
  db: Kysely<Schema>,
  approvals: Approvals,
): Promise<(document: string) => Promise<ReadonlySet<string> | null>> {
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
    return new Set(rows.map(citedAs))
  }

  return (id) => {
    const there = signed.get(id) ?? signedIn(id)
    signed.set(id, there)
    return there
  }
}

/**
 * Finds what an object rests on that nobody has signed. An older approved version of its document will do: that a source changed
 * since is told as such.
 *
 * @returns the id of the first such document; null where there is none, or no version of it is approved at all
 */
export async function createUnsignedPassages(
  db: Kysely<Schema>,
  approvals: Approvals,
): Promise<(envelope: Envelope) => Promise<string | null>> {
  const signedIn = await createSignedPassages(db, approvals)
  return async ({ kind, body }) => {
    if (kind === document.kind) return null
    for (const source of contentKind(kind).sources(body)) {
      const known = await signedIn(source.document)
      if (known && !known.has(citedAs(source))) return source.document
    }
    return null
  }
}
