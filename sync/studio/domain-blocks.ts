import type { Kysely } from 'kysely'
import { AppError } from '#core/base'
import type { PairRow } from '#core/consistency'
import { document, type Envelope } from '#core/content'
import { objectKey, type Release } from '#core/releases'
import type { Schema } from '../database.ts'
import { createObjectDomains } from './object-domains.ts'
import { listPairs } from './pairs-list.ts'
import { objectByHash } from './stored-objects.ts'

/** Domains in which nothing may be drafted or released, and why: one sentence that names the pair. */
export async function domainBlocks(db: Kysely<Schema>): Promise<Map<string, string>> {
  const blocks = new Map<string, string>()
  for (const pair of await listPairs(db, 'blocking'))
    for (const domain of pair.domains)
      if (!blocks.has(domain))
        blocks.set(domain, `${said(pair)} contradict each other: the owner has to pick which one holds`)
  return blocks
}

const said = ({ a, b, id }: PairRow): string =>
  `“${a.title}” (${a.document}) and “${b.title}” (${b.document}), pair ${id.slice(0, 8)},`

/** What describes people's work or places an aid rests on no procedure. */
const UNAFFECTED: readonly string[] = ['document', 'competency', 'role-profile', 'placement']

/**
 * Refuses a draft that rests on a domain with an unsettled conflict.
 *
 * @throws {AppError} `blocked`
 */
export async function assertNotBlocked(
  db: Kysely<Schema>,
  object: Pick<Envelope, 'kind' | 'id' | 'body'>,
): Promise<void> {
  if (UNAFFECTED.includes(object.kind)) return
  const blocks = await domainBlocks(db)
  if (blocks.size === 0) return
  const domainsOf = await createObjectDomains(db)
  for (const domain of await domainsOf(object)) {
    const reason = blocks.get(domain)
    if (reason)
      throw new AppError(
        'blocked',
        `${object.kind} ${object.id} belongs to the domain ${domain}, where nothing is drafted now: ${reason}.`,
      )
  }
}

/**
 * Refuses a release that would change anything in a domain with an unsettled conflict, or with strong candidates nobody looked at.
 * What a release only carries on stays as it is.
 *
 * @param before the last published release
 * @throws {AppError} `blocked` naming the pairs
 */
export async function assertReleasable(
  db: Kysely<Schema>,
  objects: readonly { kind: string; id: string; sha256: string }[],
  before: Release | null,
): Promise<void> {
  const pairs = await listPairs(db, 'pressing')
  if (pairs.length === 0) return
  const had = new Map(before?.objects.map((entry) => [objectKey(entry), entry.sha256]))
  const changed = objects.filter((object) => had.get(objectKey(object)) !== object.sha256)
  const domains = new Set<string>()
  const domainsOf = await createObjectDomains(db)
  for (const { sha256 } of changed) {
    const { envelope } = await objectByHash(db, sha256)
    if (envelope.kind === document.kind || !UNAFFECTED.includes(envelope.kind))
      for (const domain of await domainsOf(envelope)) domains.add(domain)
  }
  const concerned = pairs.filter((pair) => pair.domains.some((domain) => domains.has(domain)))
  const [settle, look] = [concerned.filter(({ blocks }) => blocks), concerned.filter(({ blocks }) => !blocks)]
  if (settle[0])
    throw new AppError(
      'blocked',
      `${list(settle)} contradict each other. Their owner has to pick which one holds before this release.`,
    )
  if (look[0])
    throw new AppError(
      'blocked',
      `${list(look)} seem to contradict each other. Somebody has to look at ${look.length === 1 ? 'this pair' : `these ${look.length} pairs`} in Studio, Check these two, before this release.`,
    )
}

const MOST_NAMED = 5
const list = (pairs: readonly PairRow[]): string =>
  pairs.slice(0, MOST_NAMED).map(said).join('; ') +
  (pairs.length > MOST_NAMED ? ` and ${pairs.length - MOST_NAMED} more pairs` : '')
