import { Hono } from 'hono'
import { type AppEnv, readBody, requireDevice } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { SignedText, takeApproval } from '../studio/take-approval.ts'

/** Only a reviewer's own device may send a signature: the operator's token and `--as` never approve. */
export function approvalRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.post('/v1/approvals', async (c) => {
    const { jws } = await readBody(c, SignedText, 'approval')
    return c.json(await takeApproval(org, requireDevice(c), jws))
  })
  return app
}
