import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { Slug } from '#core/content'
import { Instant, VersionNumber } from './fields.ts'
import { KeyId, keyId, PublicJwk } from './key.ts'

/** Largest trust file in bytes: some 500 keys. */
export const MAX_TRUST_BYTES = 256 * 1024

const Kids = v.array(KeyId)

/** Who may sign what. Version 1 is pinned at enrolment; each next one is signed by the roots of the one before and by its own. */
export const Trust = v.object({
  typ: v.literal('trust'),
  tenant: Slug,
  version: VersionNumber,
  expires: Instant,
  /** key files lie on the server: shown as a demo everywhere */
  demo: v.boolean(),
  people: v.record(Slug, v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) })),
  keys: v.record(KeyId, v.object({ jwk: PublicJwk, person: Slug })),
  roles: v.object({
    root: v.object({ kids: Kids, need: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)) }),
    sme: v.object({ kids: Kids }),
    ld: v.object({ kids: Kids }),
    time: v.object({ kids: Kids }),
  }),
  /** keys that count for nothing any more, whatever else says so */
  revoked: Kids,
})
export type Trust = v.InferOutput<typeof Trust>
export type TrustRole = keyof Trust['roles']
export type ReviewRole = 'sme' | 'ld'

/** @throws {AppError} `bad-input` when it is malformed or contradicts itself */
export function readTrust(text: string): Trust {
  const trust = parseJson(Trust, text, 'trust')
  for (const [kid, key] of Object.entries(trust.keys)) {
    // One key under two names would be two "different keys".
    if (keyId(key.jwk) !== kid) throw new AppError('bad-input', `trust: key ${kid} is not named after itself`)
    if (!Object.hasOwn(trust.people, key.person))
      throw new AppError('bad-input', `trust: key ${kid} belongs to nobody it names`)
  }
  for (const role of Object.values(trust.roles))
    for (const kid of role.kids)
      if (!Object.hasOwn(trust.keys, kid)) throw new AppError('bad-input', `trust: a role names the unknown key ${kid}`)
  return trust
}

/** The key's person where it is trusted in this role and not revoked, else null. */
export function holderOf(trust: Trust, role: TrustRole, kid: string): string | null {
  if (!trust.roles[role].kids.includes(kid) || trust.revoked.includes(kid)) return null
  return trust.keys[kid]?.person ?? null
}

export const personName = (trust: Trust, person: string): string => trust.people[person]?.name ?? person
