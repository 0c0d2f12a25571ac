import type { DocumentRow } from '#core/knowledge'
import { countApprovals } from '#core/releases'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce } from '../studio/approvals.ts'
import { publishedHashes } from '../studio/published.ts'
import { currentTrust } from '../studio/trust-file.ts'
import { documentRows } from './document-rows.ts'
import { openFlags } from './flags.ts'
import { vanishedDocuments } from './source-files.ts'

/** Every document with how far it has come. */
export async function inventory(org: Organisation): Promise<DocumentRow[]> {
  const { db } = org
  const approvals = await approvalsInForce(db, await currentTrust(db))
  const released = await publishedHashes(db)
  const flags = await openFlags(db)
  const vanished = await vanishedDocuments(db)
  return (await documentRows(db)).map(({ authors, ...facts }) => {
    const given = approvals.get(facts.sha256) ?? []
    const object = { kind: 'document', id: facts.id, sha256: facts.sha256, authors }
    const isAuthoritative = countApprovals(object, given) !== null
    return {
      ...facts,
      state: isAuthoritative
        ? 'authoritative'
        : given.some(({ role }) => role === 'sme')
          ? 'sme-confirmed'
          : 'imported',
      released: released.has(facts.sha256),
      flag: flags.get(facts.id) ?? null,
      vanishedOn: vanished.get(facts.id) ?? null,
    }
  })
}
