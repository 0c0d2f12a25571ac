import { reviewState } from '#core/authoring'
import { parse } from '#core/base'
import { contentKind, Slug } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { approvalsInForce } from './approvals.ts'
import { publishedHashes } from './published.ts'
import { isIncomplete, latestObjects } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/**
 * Every object in its newest version, with its state. `incomplete` documents lack front matter.
 *
 * @param bodies also gives each body: for search and difference, not for signing
 */
export async function listObjects(org: Organisation, { kind, bodies }: { kind: string | undefined; bodies: boolean }) {
  const wanted = kind === undefined ? undefined : parse(Slug, kind, 'kind')
  const approvals = await approvalsInForce(org.db, await currentTrust(org.db))
  const released = await publishedHashes(org.db)
  return (await latestObjects(org.db, wanted)).map((object) => ({
    kind: object.kind,
    id: object.id,
    version: object.version,
    sha256: object.sha256,
    title: contentKind(object.kind).title(object.envelope.body),
    authors: object.envelope.authors,
    importedAt: new Date(object.importedMs).toISOString(),
    state: isIncomplete(object.envelope)
      ? 'incomplete'
      : reviewState(approvals.get(object.sha256) ?? [], released.has(object.sha256)),
    ...(bodies ? { body: object.envelope.body } : {}),
  }))
}
