import { Hono } from 'hono'
import type { AppEnv } from '../identity.ts'
import type { Organisation } from '../organisation.ts'

/** `/health`: the process lives. `/ready`: it can answer from its database; the server turns this off first when it stops. */
export function healthRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/health', (c) => c.json({ ok: true }))
  app.get('/ready', async (c) => {
    await org.db.selectFrom('organisation').select('tenant').executeTakeFirstOrThrow()
    return c.json({ ok: true, tenant: org.tenant, demo: org.demo })
  })
  return app
}
