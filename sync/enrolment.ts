import type { Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, newId, sha256Hex } from '#core/base'
import type { Schema } from './database.ts'
import type { Role } from './identity.ts'
import { readRoles } from './identity.ts'
import { learnerRow } from './learner-row.ts'
import type { Organisation } from './organisation.ts'
import { readProfiles } from './people.ts'
import { isSwitchedOn } from './studio/readiness.ts'

/** A code opens one device within a day. */
export const CODE_LIFE_MS = 24 * 3600 * 1000

const key = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(200))
/** `publicKey` is the device's: a JWK, Ed25519 or P-256, never its private half. */
export const EnrolRequest = v.object({
  code: v.pipe(v.string(), v.regex(/^[\w-]{22}$/, 'is not a code')),
  publicKey: v.variant('kty', [
    v.strictObject({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), x: key }),
    v.strictObject({ kty: v.literal('EC'), crv: v.literal('P-256'), x: key, y: key }),
  ]),
})
export type EnrolRequest = v.InferOutput<typeof EnrolRequest>

export interface Enrolled {
  device: string
  /** shown once; only its hash stays here */
  credential: string
  person: string
  name: string
  roles: Role[]
  profiles: string[]
  pathRecommendation: boolean
  demo: boolean
  /** where the device's set begins, so that what it records before its first sync counts */
  gen: number
  floor: string
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/**
 * A one-time code of 128 bits for a person's next device. Only its hash is kept.
 *
 * @throws {AppError} `not-found` when there is no such person
 */
export async function createEnrolmentCode(org: Organisation, person: string): Promise<string> {
  const row = await org.db.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no person "${person}" in this organisation.`)
  const code = base64url(org.randomBytes(16))
  await org.db.transaction().execute(async (db) => {
    const expires_ms = org.nowMs() + CODE_LIFE_MS
    await db
      .insertInto('enrolment_code')
      .values({ hash: sha256Hex(code), person, expires_ms, used_ms: null })
      .execute()
    await org.audit('operator', 'enrolment-code-made', person, db)
  })
  return code
}

/**
 * Turns a code into a device with a credential of 256 bits.
 *
 * @throws {AppError} `bad-code`, `code-used`, `code-expired`
 */
export async function enrolDevice(org: Organisation, { code, publicKey }: EnrolRequest): Promise<Enrolled> {
  const pathRecommendation = await isSwitchedOn(org, 'path-recommendation')
  return org.db.transaction().execute(async (db) => {
    const person = await personOf(org, db, code)
    const device = newId(org)
    const credential = base64url(org.randomBytes(32))
    const now = org.nowMs()
    await db.updateTable('enrolment_code').set({ used_ms: now }).where('hash', '=', sha256Hex(code)).execute()
    await db
      .insertInto('device')
      .values({
        id: device,
        person: person.id,
        public_key: JSON.stringify(publicKey),
        credential_hash: sha256Hex(credential),
        enrolled_ms: now,
        revoked_ms: null,
      })
      .execute()
    await org.audit(person.id, 'device-enrolled', device, db)
    const { gen, floor } = await learnerRow(db, person.id)
    const { id, name } = person
    const roles = readRoles(person.roles)
    return {
      device,
      credential,
      person: id,
      name,
      roles,
      profiles: readProfiles(person.profiles),
      pathRecommendation,
      demo: org.demo,
      gen,
      floor,
    }
  })
}

async function personOf(org: Organisation, db: Transaction<Schema>, code: string) {
  const row = await db
    .selectFrom('enrolment_code')
    .innerJoin('person', 'person.id', 'enrolment_code.person')
    .select(['person.id', 'person.name', 'person.roles', 'person.profiles', 'expires_ms', 'used_ms'])
    .where('hash', '=', sha256Hex(code))
    .executeTakeFirst()
  if (!row) throw new AppError('bad-code', 'This enrolment link is not known here; ask for a new one.')
  if (row.used_ms !== null)
    throw new AppError('code-used', 'This enrolment link was used already; each device needs a link of its own.')
  if (row.expires_ms <= org.nowMs())
    throw new AppError('code-expired', 'This enrolment link is older than a day; ask for a new one.')
  return row
}
