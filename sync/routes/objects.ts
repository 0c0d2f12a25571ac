import { Hono } from 'hono'
import { AppError, parse } from '#core/base'
import { Sha256 } from '#core/content'
import { type AppEnv, requireDevice } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { createPublishedBlobs } from '../studio/published.ts'

/** Bytes by hash, for enrolled devices: what a published release names, and no draft. */
export function objectRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const isPublished = createPublishedBlobs(org.db)
  app.get('/v1/objects/:sha256', async (c) => {
    requireDevice(c)
    const sha256 = parse(Sha256, c.req.param('sha256'), 'object hash')
    const row = (await isPublished(sha256))
      ? await org.db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
      : undefined
    if (!row) throw new AppError('not-found', 'No release holds these bytes.')
    return c.body(new Uint8Array(row.bytes), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })
  return app
}
