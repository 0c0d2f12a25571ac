import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { holderOf, keyId, PublicJwk } from '#core/releases'
import type { Organisation } from '../organisation.ts'
import { readKeyFile } from './key-files.ts'
import { signCurrentTime } from './sign-time.ts'
import { currentTrust, publishTrust, withKey } from './trust-file.ts'

const ReviewRole = v.picklist(['sme', 'ld'])
export const KeyRequest = v.object({ jwk: PublicJwk, role: ReviewRole })
export type KeyRequest = v.InferOutput<typeof KeyRequest>

/** Of one person, over all browsers and both roles. */
const MOST_KEYS = 8

export interface KeyState {
  kid: string
  role: 'sme' | 'ld'
  /** `waiting` until the roots name it in the trust file */
  state: 'waiting' | 'trusted'
}

/**
 * A reviewer's own signing key, made in their browser; only its public half comes here. In a demo the server's root file signs the
 * next trust file at once; elsewhere the key waits for the roots.
 *
 * @throws {AppError} `conflict` when the key is somebody else's, or in another role
 */
export function addSigningKey(
  org: Organisation,
  { person, name }: { person: string; name: string },
  { jwk, role }: KeyRequest,
): Promise<KeyState> {
  const kid = keyId(jwk)
  return org.db.transaction().execute(async (db) => {
    const known = await db.selectFrom('signing_key').selectAll().where('kid', '=', kid).executeTakeFirst()
    if (known && (known.person !== person || known.role !== role))
      throw new AppError('conflict', 'This key is in use already; make a new one.')
    const trust = await currentTrust(db)
    if (known) return { kid, role, state: known.trusted_in === null ? 'waiting' : 'trusted' }
    const mine = await db.selectFrom('signing_key').select('kid').where('person', '=', person).execute()
    // each key is a new trust file on every device: one reviewer must not be able to fill it
    if (mine.length >= MOST_KEYS)
      throw new AppError(
        'conflict',
        `You have ${mine.length} signing keys; ask your administrator to withdraw old ones.`,
      )
    // The server's own keys and the roots are no reviewer's.
    if (Object.hasOwn(trust.keys, kid)) throw new AppError('conflict', 'This key is in use already; make a new one.')
    const row = { kid, jwk: JSON.stringify(jwk), person, role, asked_ms: org.nowMs() }
    if (!org.demo || process.env.NODE_ENV === 'production') {
      await db
        .insertInto('signing_key')
        .values({ ...row, trusted_in: null })
        .execute()
      await org.audit(person, 'signing-key-asked', kid, db)
      return { kid, role, state: 'waiting' }
    }
    const version = trust.version + 1
    const root = await readKeyFile(org.folder, 'root')
    await publishTrust(db, { ...withKey(trust, { person, name, jwk, role }), version }, [root.signer])
    await db
      .insertInto('signing_key')
      .values({ ...row, trusted_in: version })
      .execute()
    await org.audit(person, 'signing-key-trusted', `${kid} ${version}`, db)
    await signCurrentTime(org, db)
    return { kid, role, state: 'trusted' }
  })
}

/** A person's keys, with what the trust file in force says of them: a revoked one is `waiting` for ever. */
export async function signingKeys(org: Organisation, person: string): Promise<KeyState[]> {
  const trust = await currentTrust(org.db)
  const rows = await org.db
    .selectFrom('signing_key')
    .selectAll()
    .where('person', '=', person)
    .orderBy('asked_ms')
    .execute()
  return rows.map(({ kid, role: stored }) => {
    const role = parse(ReviewRole, stored, 'role of a signing key')
    return { kid, role, state: holderOf(trust, role, kid) === person ? 'trusted' : 'waiting' }
  })
}
