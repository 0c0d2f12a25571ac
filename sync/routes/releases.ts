import { Hono } from 'hono'
import { AppError } from '#core/base'
import { type AppEnv, requireDevice } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { signedReply, versionParam } from './trust.ts'

/** Published releases only: one that waits for its signature is nobody's but the reviewers'. */
export function releaseRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/releases/:v', async (c) => {
    requireDevice(c)
    const row = await org.db
      .selectFrom('release')
      .select('jws')
      .where('version', '=', versionParam(c.req.param('v')))
      .executeTakeFirst()
    if (!row?.jws) throw new AppError('not-found', `There is no release ${c.req.param('v')}.`)
    return signedReply(c, row.jws, 'private, max-age=31536000, immutable')
  })
  return app
}
