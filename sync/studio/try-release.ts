import type { Kysely } from 'kysely'
import { AppError, sha256Hex } from '#core/base'
import { initialState, takeRelease } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { bodyChecks } from './content-checks.ts'
import { trustChain } from './trust-take.ts'

/**
 * Takes a signed release as a new device will: the chain of trust files, every approval's own bytes, every object's hash. What
 * the tables say of them counts for nothing here, so that an edited database ends at this door, and not at everybody's devices.
 *
 * @throws {AppError} `release-refused`, with a device's reason
 */
export async function tryRelease(
  org: Organisation,
  db: Kysely<Schema>,
  version: number,
  bytes: Uint8Array,
): Promise<void> {
  const get = async ({ sha256, length }: { sha256: string; length: number }, what: string) => {
    const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
    if (row?.bytes.length !== length || sha256Hex(row.bytes) !== sha256)
      throw new AppError('wrong-hash', `${what}: not the bytes that were approved`)
    return new Uint8Array(row.bytes)
  }
  const all = async (refs: readonly { sha256: string; length: number }[], what: string) => {
    const found: Uint8Array[] = []
    for (const ref of refs) found.push(await get(ref, what))
    return found
  }
  try {
    const { chain, trust } = await trustChain(db)
    const state = initialState(org.tenant, sha256Hex(chain[0] ?? ''), trust)
    const named = { version, sha256: sha256Hex(bytes), length: bytes.length }
    await takeRelease(state, named, bytes, { get, all, fetched: () => [] }, bodyChecks, org.nowMs())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError('release-refused', `Devices would refuse this release (${error.code}): ${error.message}`, error)
  }
}
