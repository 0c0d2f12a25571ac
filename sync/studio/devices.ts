import type { Kysely } from 'kysely'
import type { SyncRequest } from '#core/events'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import type { Asking } from './stages.ts'

/** A device is noted as heard of at most this often, ms: it asks every 45 s, and a day is all that is shown of it. */
const HEARD_EVERY_MS = 10 * 60 * 1000

/** What decides which release a device is told of. */
export async function askingDevice(db: Kysely<Schema>, device: string): Promise<Asking> {
  const { department, release } = await db
    .selectFrom('device')
    .innerJoin('person', 'person.id', 'device.person')
    .select(['person.department', 'device.release'])
    .where('device.id', '=', device)
    .executeTakeFirstOrThrow()
  return { department, seen: release }
}

/** Notes which release a device says it has, for the count of those a recall has reached. */
export async function noteSeen(org: Organisation, device: string, seen: SyncRequest['seen']): Promise<void> {
  if (!seen) return
  const now = org.nowMs()
  await org.db
    .updateTable('device')
    .set({ release: seen.release, heard_ms: now })
    .where('id', '=', device)
    .where(({ eb, or }) =>
      or([
        eb('release', 'is', null),
        eb('release', '!=', seen.release),
        eb('heard_ms', 'is', null),
        eb('heard_ms', '<', now - HEARD_EVERY_MS),
        // a clock that was set back
        eb('heard_ms', '>', now),
      ]),
    )
    .execute()
}
