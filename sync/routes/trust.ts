import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { MAX_TRUST_BYTES } from '#core/releases'
import { type AppEnv, readBody, requireOperator, requireReader } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { takeTrust, trustView } from '../studio/trust-take.ts'

const SignedTrust = v.object({ jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_TRUST_BYTES)) })

/** Trust files are for everybody: a device needs the first one before it is enrolled. Each is signed and never changes. */
export function trustRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/trust/:n', async (c) => {
    const row = await org.db
      .selectFrom('trust')
      .select('jws')
      .where('version', '=', versionParam(c.req.param('n')))
      .executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no trust file ${c.req.param('n')}.`)
    return signedReply(c, row.jws, 'public, max-age=31536000, immutable')
  })
  app.get('/v1/studio/trust', async (c) => {
    await requireReader(c, org, ['admin', 'auditor'])
    return c.json(await trustView(org))
  })
  // carries what the root holders signed, who alone decide: the operator is only the messenger
  app.post('/v1/studio/trust', async (c) => {
    requireOperator(c)
    const { jws } = await readBody(c, SignedTrust, 'trust file')
    return c.json(await takeTrust(org, jws))
  })
  return app
}

/** @throws {AppError} `bad-input` */
export function versionParam(text: string): number {
  const version = Number(text)
  if (/^\d{1,15}$/.test(text) && version > 0) return version
  throw new AppError('bad-input', 'A version is a whole number from 1.')
}

/** A signed document, byte for byte as it was signed. */
export function signedReply(c: Context, jws: string, cacheControl: string): Response {
  return c.body(jws, 200, { 'content-type': 'application/json', 'cache-control': cacheControl })
}
