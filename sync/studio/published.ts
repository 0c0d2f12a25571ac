import type { Kysely } from 'kysely'
import { parseJson } from '#core/base'
import { Release } from '#core/releases'
import type { Schema } from '../database.ts'
import { lastPublished } from './sign-time.ts'
import { inForce } from './stages.ts'

export const readRelease = (payload: string): Release => parseJson(Release, payload, 'release')

/** Objects of the newest published release, by hash; empty before the first. */
export async function publishedHashes(db: Kysely<Schema>): Promise<Set<string>> {
  const last = await lastPublished(db)
  return new Set(last ? readRelease(last.payload).objects.map(({ sha256 }) => sha256) : [])
}

/** Objects of every release that is in force for somebody, by hash: what one department still has is not withdrawn. */
export async function hashesInForce(db: Kysely<Schema>): Promise<Set<string>> {
  const versions = (await inForce(db)).map(({ version }) => version)
  if (versions.length === 0) return new Set()
  const rows = await db.selectFrom('release').select('payload').where('version', 'in', versions).execute()
  return new Set(rows.flatMap(({ payload }) => readRelease(payload).objects.map(({ sha256 }) => sha256)))
}

/** Whether a device may fetch a blob: only what some published release names, and marks on sources. A published release never changes, so it is read once. */
export function createPublishedBlobs(db: Kysely<Schema>) {
  const known = new Set<string>()
  let upTo = 0
  return async (sha256: string): Promise<boolean> => {
    if (known.has(sha256)) return true
    const rows = await db
      .selectFrom('release')
      .select(['version', 'payload'])
      .where('jws', 'is not', null)
      .where('version', '>', upTo)
      .execute()
    for (const { version, payload } of rows) {
      const { objects, approvals, derived, media = [] } = readRelease(payload)
      for (const ref of [...objects, ...approvals, ...derived, ...media]) known.add(ref.sha256)
      upTo = Math.max(upTo, version)
    }
    if (known.has(sha256)) return true
    const marks = await db
      .selectFrom('source_marks')
      .select('n')
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst()
    return marks !== undefined
  }
}
