import type { Kysely } from 'kysely'
import { parseJson, sha256Hex, textOf, utf8 } from '#core/base'
import { instant, instantMs, LEASE_MS, MAX_TIME_BYTES, signTime, Time, unverifiedText } from '#core/releases'
import { AUDIT_START } from '../audit.ts'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { readKeyFile } from './key-files.ts'
import { newestMarks } from './newest-marks.ts'

/** A statement of what is current is renewed when asked for after this time, so that a device's lease begins anew. */
const RENEW_AFTER_MS = 60 * 60 * 1000

/**
 * What is current, signed now with the server's online key. Call it in the transaction that changed trust or release.
 *
 * Its version is the second it was signed in where that is higher than the last one's + 1: a server restored from an old backup
 * is then still ahead of what devices have seen.
 */
export async function signCurrentTime(org: Organisation, db: Kysely<Schema>): Promise<string> {
  const nowMs = org.nowMs()
  const [trust, release, audit, last] = [
    await db.selectFrom('trust').select('version').orderBy('version', 'desc').limit(1).executeTakeFirstOrThrow(),
    await lastPublished(db),
    await db.selectFrom('audit').select(['n', 'hash']).orderBy('n', 'desc').limit(1).executeTakeFirst(),
    await db.selectFrom('time').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst(),
  ]
  const bytes = release && utf8(release.jws)
  const marks = await newestMarks(db)
  const time: Time = {
    typ: 'time',
    tenant: org.tenant,
    version: Math.max((last?.version ?? 0) + 1, Math.floor(nowMs / 1000)),
    release: release && bytes ? { version: release.version, sha256: sha256Hex(bytes), length: bytes.length } : null,
    trust: trust.version,
    ...(marks ? { marks: { sha256: marks.sha256, length: marks.length } } : {}),
    audit: { n: audit?.n ?? 0, head: audit?.hash ?? AUDIT_START },
    signedAt: instant(nowMs),
    expires: instant(nowMs + LEASE_MS),
  }
  const { signer } = await readKeyFile(org.folder, 'time')
  const jws = textOf(await signTime(time, signer), 'time')
  await db.deleteFrom('time').execute()
  await db.insertInto('time').values({ version: time.version, jws }).execute()
  return jws
}

/** The statement to serve: the last one while it is young and the marks on sources are as it says, else a new one. */
export function currentTime(org: Organisation): Promise<string> {
  return org.db.transaction().execute(async (db) => {
    const row = await db.selectFrom('time').select('jws').executeTakeFirst()
    if (row) {
      const time = parseJson(Time, unverifiedText(utf8(row.jws), MAX_TIME_BYTES, 'time'), 'time')
      const age = org.nowMs() - instantMs(time.signedAt)
      const marks = await newestMarks(db)
      if (age >= 0 && age < RENEW_AFTER_MS && time.marks?.sha256 === marks?.sha256) return row.jws
    }
    return signCurrentTime(org, db)
  })
}

/** The newest published release with its signed bytes, or null. */
export async function lastPublished(db: Kysely<Schema>) {
  const row = await db
    .selectFrom('release')
    .select(['version', 'payload', 'jws'])
    .where('jws', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.jws ? { version: row.version, payload: row.payload, jws: row.jws } : null
}
