import { Hono } from 'hono'
import { type AppEnv, requireReader } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { studioSummary } from '../studio/summary.ts'

/** The studio's home: how each area stands, and the way to the first aid. */
export function summaryRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/summary', async (c) => {
    await requireReader(c, org)
    return c.json(await studioSummary(org))
  })
  return app
}
