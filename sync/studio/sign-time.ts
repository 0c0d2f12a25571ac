import type { Kysely } from 'kysely'
import { parseJson, sha256Hex, textOf, utf8 } from '#core/base'
import { instant, instantMs, LEASE_MS, MAX_TIME_BYTES, signTime, Time, unverifiedText } from '#core/releases'
import { AUDIT_START } from '../audit.ts'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { readKeyFile } from './key-files.ts'
import { newestMarks } from './newest-marks.ts'
import { type Asking, releaseFor } from './stages.ts'

/** A statement of what is current is renewed when asked for after this time, so that a device's lease begins anew. */
const RENEW_AFTER_MS = 60 * 60 * 1000

/**
 * What is current, signed now with the server's online key. Call it in the transaction that changed trust or release: what was said
 * before counts for nobody any more. Other stages are signed when one of their devices asks.
 */
export async function signCurrentTime(org: Organisation, db: Kysely<Schema>): Promise<string> {
  const { version, jws } = await signStatement(org, db, await releaseFor(db, { department: null, seen: null }))
  await db.deleteFrom('time').where('version', '!=', version).execute()
  return jws
}

/**
 * The statement to serve: the last one about the release this device is to have, while it is young and the marks on sources are as
 * it says, else a new one.
 *
 * @param asking null for somebody without a device here, who is told as whoever has no department
 */
export function currentTime(org: Organisation, asking: Asking | null): Promise<string> {
  return org.db.transaction().execute(async (db) => {
    const release = await releaseFor(db, asking ?? { department: null, seen: null })
    const said = (await statements(db)).find(({ time }) => (time.release?.version ?? null) === release)
    if (said) {
      const age = org.nowMs() - instantMs(said.time.signedAt)
      const marks = await newestMarks(db)
      if (age >= 0 && age < RENEW_AFTER_MS && said.time.marks?.sha256 === marks?.sha256) return said.jws
    }
    return (await signStatement(org, db, release)).jws
  })
}

/**
 * One statement, in place of the one about the same release.
 *
 * Its version is the second it was signed in where that is higher than the last one's + 1: a server restored from an old backup
 * is then still ahead of what devices have seen. No two statements share a version, whatever their release: a device that moves
 * from one to the other would take that for a lie.
 */
async function signStatement(
  org: Organisation,
  db: Kysely<Schema>,
  release: number | null,
): Promise<{ version: number; jws: string }> {
  const nowMs = org.nowMs()
  const trust = await db
    .selectFrom('trust')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const audit = await db.selectFrom('audit').select(['n', 'hash']).orderBy('n', 'desc').limit(1).executeTakeFirst()
  const before = await statements(db)
  const marks = await newestMarks(db)
  const time: Time = {
    typ: 'time',
    tenant: org.tenant,
    version: Math.max(...before.map(({ version }) => version + 1), Math.floor(nowMs / 1000)),
    release: release === null ? null : await namedRelease(db, release),
    trust: trust.version,
    ...(marks ? { marks: { sha256: marks.sha256, length: marks.length } } : {}),
    audit: { n: audit?.n ?? 0, head: audit?.hash ?? AUDIT_START },
    signedAt: instant(nowMs),
    expires: instant(nowMs + LEASE_MS),
  }
  const { signer } = await readKeyFile(org.folder, 'time')
  const jws = textOf(await signTime(time, signer), 'time')
  const replaced = before.filter((one) => (one.time.release?.version ?? null) === release).map(({ version }) => version)
  if (replaced.length > 0) await db.deleteFrom('time').where('version', 'in', replaced).execute()
  await db.insertInto('time').values({ version: time.version, jws }).execute()
  return { version: time.version, jws }
}

/** One for each release that is somebody's. */
async function statements(db: Kysely<Schema>): Promise<{ version: number; jws: string; time: Time }[]> {
  const rows = await db.selectFrom('time').selectAll().execute()
  return rows.map(({ version, jws }) => ({
    version,
    jws,
    time: parseJson(Time, unverifiedText(utf8(jws), MAX_TIME_BYTES, 'time'), 'time'),
  }))
}

async function namedRelease(db: Kysely<Schema>, version: number): Promise<NonNullable<Time['release']>> {
  const { jws } = await db.selectFrom('release').select('jws').where('version', '=', version).executeTakeFirstOrThrow()
  const bytes = utf8(jws ?? '')
  return { version, sha256: sha256Hex(bytes), length: bytes.length }
}

/** The newest published release with its signed bytes, whoever it is for, or null. */
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
