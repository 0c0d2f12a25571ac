import type { Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, DAY_MS, parse } from '#core/base'
import { holderOf, keyId, PublicJwk, type Trust } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { readKeyFile } from './key-files.ts'
import { signCurrentTime } from './sign-time.ts'
import { currentTrust, publishTrust, withKey } from './trust-file.ts'

const ReviewRole = v.picklist(['sme', 'ld'])
export const KeyRequest = v.object({ jwk: PublicJwk, role: ReviewRole })
export type KeyRequest = v.InferOutput<typeof KeyRequest>

/** Of one person, over all browsers and both roles: in use, and asked for within a day. */
const MOST_KEYS = 8

export interface KeyState {
  kid: string
  role: 'sme' | 'ld'
  /** `waiting` until the roots name it in the trust file; `withdrawn` for ever */
  state: 'waiting' | 'trusted' | 'withdrawn'
}

/**
 * A reviewer's own signing key, made in their browser; only its public half comes here. In a demo the server's root file signs the
 * next trust file at once; elsewhere the key waits for the roots.
 *
 * @throws {AppError} `conflict` when the key is somebody else's, in another role, or withdrawn
 */
export function addSigningKey(
  org: Organisation,
  { person, name }: { person: string; name: string },
  { jwk, role }: KeyRequest,
): Promise<KeyState> {
  const kid = keyId(jwk)
  return org.db.transaction().execute(async (db) => {
    const known = await db.selectFrom('signing_key').selectAll().where('kid', '=', kid).executeTakeFirst()
    if (known && (known.person !== person || known.role !== role || known.withdrawn_ms !== null))
      throw new AppError('conflict', 'This key is in use already; make a new one.')
    const trust = await currentTrust(db)
    if (known) return { kid, role, state: stateOf(trust, { ...known, role }) }
    const mine = await db
      .selectFrom('signing_key')
      .select('kid')
      .where('person', '=', person)
      .where((eb) => eb.or([eb('withdrawn_ms', 'is', null), eb('asked_ms', '>', org.nowMs() - DAY_MS)]))
      .execute()
    // each key is a new trust file on every device: one reviewer must not be able to fill it
    if (mine.length >= MOST_KEYS)
      throw new AppError('conflict', `You have ${mine.length} signing keys; withdraw old ones, and try again tomorrow.`)
    // The server's own keys and the roots are no reviewer's.
    if (Object.hasOwn(trust.keys, kid)) throw new AppError('conflict', 'This key is in use already; make a new one.')
    const asked = { kid, jwk: JSON.stringify(jwk), person, role, asked_ms: org.nowMs() }
    const row = { ...asked, trusted_in: null, withdrawn_ms: null, withdrawn_by: null }
    if (!signsItself(org)) {
      await db.insertInto('signing_key').values(row).execute()
      await org.audit(person, 'signing-key-asked', kid, db)
      return { kid, role, state: 'waiting' }
    }
    const version = await publishDemoTrust(org, db, withKey(trust, { person, name, jwk, role }))
    await db
      .insertInto('signing_key')
      .values({ ...row, trusted_in: version })
      .execute()
    await org.audit(person, 'signing-key-trusted', `${kid} ${version}`, db)
    await signCurrentTime(org, db)
    return { kid, role, state: 'trusted' }
  })
}

/**
 * Takes a key out of use: it was lost, copied, replaced, or its holder left. This server counts it no more from now on; the roots
 * say so to the devices with the next trust file, and what was approved by it alone is withheld there until somebody else signs.
 *
 * @param by who withdraws it: its holder, or the administrator
 * @throws {AppError} `not-found`; `forbidden` when it is somebody else's
 */
export function withdrawSigningKey(
  org: Organisation,
  by: { person: string; mayAll: boolean },
  kid: string,
): Promise<KeyState> {
  return org.db.transaction().execute(async (db) => {
    const known = await db.selectFrom('signing_key').selectAll().where('kid', '=', kid).executeTakeFirst()
    if (!known || (known.person !== by.person && !by.mayAll))
      throw known
        ? new AppError('forbidden', 'Only its holder or an administrator may withdraw a signing key.')
        : new AppError('not-found', 'There is no such signing key; handrail trust show lists them.')
    const role = parse(ReviewRole, known.role, 'role of a signing key')
    if (known.withdrawn_ms !== null) return { kid, role, state: 'withdrawn' }
    await db
      .updateTable('signing_key')
      .set({ withdrawn_ms: org.nowMs(), withdrawn_by: by.person })
      .where('kid', '=', kid)
      .execute()
    await org.audit(by.person, 'signing-key-withdrawn', kid, db)
    if (signsItself(org)) {
      await publishDemoTrust(org, db, await currentTrust(db))
      await signCurrentTime(org, db)
    }
    return { kid, role, state: 'withdrawn' }
  })
}

/** A demo's root lies in a file beside the server. */
const signsItself = (org: Organisation): boolean => org.demo && process.env.NODE_ENV !== 'production'

async function publishDemoTrust(org: Organisation, db: Transaction<Schema>, trust: Trust): Promise<number> {
  const root = await readKeyFile(org.folder, 'root')
  const version = trust.version + 1
  await publishTrust(db, { ...trust, version }, [root.signer])
  return version
}

/** A person's keys, with what the trust file in force says of them. */
export async function signingKeys(org: Organisation, person: string): Promise<KeyState[]> {
  const trust = await currentTrust(org.db)
  const rows = await org.db
    .selectFrom('signing_key')
    .selectAll()
    .where('person', '=', person)
    .orderBy('asked_ms')
    .execute()
  return rows.map((row) => {
    const role = parse(ReviewRole, row.role, 'role of a signing key')
    return { kid: row.kid, role, state: stateOf(trust, { ...row, role }) }
  })
}

type KeyRow = { kid: string; person: string; role: 'sme' | 'ld'; withdrawn_ms: number | null }

export function stateOf(trust: Trust, { kid, person, role, withdrawn_ms }: KeyRow): KeyState['state'] {
  if (withdrawn_ms !== null || trust.revoked.includes(kid)) return 'withdrawn'
  return holderOf(trust, role, kid) === person ? 'trusted' : 'waiting'
}
