import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { AppError, parse, parseJson, sha256Hex } from '#core/base'
import { type Organisation, readAdminToken } from './organisation.ts'

export const Role = v.picklist(['learner', 'manager', 'author', 'sme', 'ld', 'admin', 'auditor'])
export type Role = v.InferOutput<typeof Role>

/** Who sends a request. The operator (whoever can read the folder) acts for a named person, and can never approve. */
export type Identity =
  | { by: 'device'; device: string; person: string; name: string; roles: Role[] }
  | { by: 'operator' }

export interface AppEnv {
  Variables: { identity: Identity | null }
}

/** A person who acts, in a role they hold. */
export interface Actor {
  person: string
  name: string
  roles: Role[]
  by: Identity['by']
}

/**
 * Reads `Authorization: Bearer <credential>`. Without one the request goes on as nobody.
 *
 * @throws {AppError} `unauthorised` for a credential that is unknown or withdrawn
 */
export function identify(org: Organisation): MiddlewareHandler<AppEnv> {
  const operator = digest(readAdminToken(org.folder))
  return async (c, next) => {
    const header = c.req.header('authorization')
    c.set('identity', header === undefined ? null : await identityOf(org, operator, header))
    await next()
  }
}

async function identityOf(org: Organisation, operator: Buffer, header: string): Promise<Identity> {
  const credential = /^Bearer ([\w-]{20,100})$/.exec(header)?.[1]
  if (credential) {
    if (timingSafeEqual(digest(credential), operator)) return { by: 'operator' }
    const row = await org.db
      .selectFrom('device')
      .innerJoin('person', 'person.id', 'device.person')
      .select(['device.id', 'device.person', 'person.name', 'person.roles'])
      .where('credential_hash', '=', sha256Hex(credential))
      .where('revoked_ms', 'is', null)
      .executeTakeFirst()
    if (row) return { by: 'device', device: row.id, person: row.person, name: row.name, roles: readRoles(row.roles) }
  }
  throw new AppError(
    'unauthorised',
    'This device is not enrolled here, or its access was withdrawn; ask for a new enrolment link.',
  )
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
export const readRoles = (json: string): Role[] => parseJson(v.array(Role), json, 'roles of a person')

/** @throws {AppError} `unauthorised` when the request is not from an enrolled device (the operator is none) */
export function requireDevice(c: Context<AppEnv>): Extract<Identity, { by: 'device' }> {
  const identity = c.get('identity')
  if (identity?.by === 'device') return identity
  throw new AppError('unauthorised', 'Only an enrolled device may do this; open your enrolment link first.')
}

/** @throws {AppError} `forbidden` for anybody but the operator */
export function requireOperator(c: Context<AppEnv>): void {
  if (c.get('identity')?.by !== 'operator')
    throw new AppError('forbidden', "Only the operator (the folder's own command line) may do this.")
}

/**
 * The person acting, who must hold one of `roles` (any person when empty). A device acts as its own person; the
 * operator acts `as` a named one.
 *
 * @throws {AppError} `unauthorised`, `forbidden`
 */
export async function requireRole(
  c: Context<AppEnv>,
  org: Organisation,
  roles: readonly Role[],
  as?: string,
): Promise<Actor> {
  const identity = c.get('identity')
  if (!identity) throw new AppError('unauthorised', 'Say who you are: send the credential of an enrolled device.')
  const actor = identity.by === 'device' ? identity : await namedPerson(org, as)
  if (as !== undefined && as !== actor.person)
    throw new AppError('forbidden', `This device belongs to ${actor.person} and cannot act as ${as}.`)
  if (roles.length > 0 && !roles.some((role) => actor.roles.includes(role)))
    throw new AppError('forbidden', `${actor.name} would need the role ${roles.join(' or ')} for this.`)
  return { person: actor.person, name: actor.name, roles: actor.roles, by: identity.by }
}

const contentTeam: readonly Role[] = ['author', 'sme', 'ld']

/**
 * Who may look at the studio: the operator, or a person who holds one of `roles` (who works on content, if left out).
 *
 * @returns the person, null for the operator
 * @throws {AppError} `unauthorised`, `forbidden`
 */
export async function requireReader(
  c: Context<AppEnv>,
  org: Organisation,
  roles: readonly Role[] = contentTeam,
): Promise<Actor | null> {
  return c.get('identity')?.by === 'operator' ? null : await requireRole(c, org, roles)
}

async function namedPerson(org: Organisation, as: string | undefined) {
  if (as === undefined) throw new AppError('forbidden', 'Name the person this is done for with --as <person>.')
  const row = await org.db.selectFrom('person').selectAll().where('id', '=', as).executeTakeFirst()
  if (!row) throw new AppError('forbidden', `There is no person "${as}" in this organisation.`)
  return { person: row.id, name: row.name, roles: readRoles(row.roles) }
}

/**
 * A request's JSON body through its schema.
 *
 * @throws {AppError} `bad-input`
 */
export async function readBody<T extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: T,
  what: string,
): Promise<v.InferOutput<T>> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new AppError('bad-input', `${what}: send it as application/json`)
  let value: unknown
  try {
    value = await c.req.json()
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new AppError('bad-input', `${what}: not valid JSON`, cause)
    throw cause
  }
  return parse(schema, value, what)
}
