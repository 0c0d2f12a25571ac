import { type Context, Hono } from 'hono'
import { AppError } from '#core/base'
import type { AppEnv } from '../identity.ts'
import type { Organisation } from '../organisation.ts'

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
