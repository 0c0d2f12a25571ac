import type { Kysely } from 'kysely'
import { AppError, DAY_MS, textOf, utf8 } from '#core/base'
import {
  instant,
  keyId,
  MAX_TRUST_BYTES,
  type PublicJwk,
  readTrust,
  type Signer,
  signTrust,
  type Trust,
  type TrustRole,
  unverifiedText,
} from '#core/releases'
import type { Schema } from '../database.ts'

/** A trust file must be renewed by the roots within this time, ms. */
export const TRUST_LIFE_MS = 365 * DAY_MS

/** The newest trust file as it is served. @throws {AppError} `not-initialised` */
export async function newestTrust(db: Kysely<Schema>): Promise<{ trust: Trust; jws: string }> {
  const row = await db.selectFrom('trust').select('jws').orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!row)
    throw new AppError('not-initialised', 'There is no trust file yet; make the organisation with handrail init.')
  return { trust: readTrust(unverifiedText(utf8(row.jws), MAX_TRUST_BYTES, 'trust')), jws: row.jws }
}

/**
 * The trust file in force, as this server goes by it: a key that was withdrawn counts for nothing here from that moment; devices
 * learn it from the next trust file. @throws {AppError} `not-initialised`
 */
export async function currentTrust(db: Kysely<Schema>): Promise<Trust> {
  const { trust } = await newestTrust(db)
  const withdrawn = (await withdrawnKeys(db)).filter((kid) => Object.hasOwn(trust.keys, kid))
  return { ...trust, revoked: [...new Set([...trust.revoked, ...withdrawn])] }
}

export async function withdrawnKeys(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db.selectFrom('signing_key').select('kid').where('withdrawn_ms', 'is not', null).execute()
  return rows.map(({ kid }) => kid)
}

export const emptyTrust = (tenant: string, demo: boolean, nowMs: number): Trust => ({
  typ: 'trust',
  tenant,
  version: 1,
  expires: instant(nowMs + TRUST_LIFE_MS),
  demo,
  people: {},
  keys: {},
  roles: { root: { kids: [], need: 1 }, sme: { kids: [] }, ld: { kids: [] }, time: { kids: [] } },
  revoked: [],
})

export interface KeyHolder {
  person: string
  name: string
  jwk: PublicJwk
  role: TrustRole
}

/** The trust file with one more key; everything else as it was. */
export function withKey(trust: Trust, { person, name, jwk, role }: KeyHolder): Trust {
  const kid = keyId(jwk)
  const { kids } = trust.roles[role]
  return {
    ...trust,
    people: { ...trust.people, [person]: { name } },
    keys: { ...trust.keys, [kid]: { jwk, person } },
    roles: {
      ...trust.roles,
      [role]: { ...trust.roles[role], kids: kids.includes(kid) ? kids : [...kids, kid] },
    },
  }
}

/** Signs and stores the next trust file. Call it in the transaction of what made it necessary; the time must be signed anew after. */
export async function publishTrust(db: Kysely<Schema>, trust: Trust, roots: readonly Signer[]): Promise<void> {
  const jws = textOf(await signTrust(trust, roots), 'trust')
  // devices refuse a larger one, and this server would not start with it
  if (utf8(jws).length > MAX_TRUST_BYTES)
    throw new AppError('conflict', 'The trust file is full; withdraw keys that are not used any more.')
  await db.insertInto('trust').values({ version: trust.version, jws }).execute()
}
