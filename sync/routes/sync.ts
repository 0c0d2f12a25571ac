import { Hono } from 'hono'
import { SyncRequest } from '#core/events'
import { exchange } from '../exchange.ts'
import { type AppEnv, readBody, requireDevice } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { noteSeen } from '../studio/devices.ts'

/** One endpoint, one set. @param answer replaced only by tests, to show that they notice a server that loses events */
export function syncRoutes(org: Organisation, answer: typeof exchange = exchange): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.post('/v1/sync', async (c) => {
    const { person, device } = requireDevice(c)
    const request = await readBody(c, SyncRequest, 'sync request')
    const reply = await answer(org, person, request)
    await noteSeen(org, device, request.seen)
    const conflicts = reply.refused.filter(({ why }) => why === 'conflict')
    // one line a request: a device that tries again must not be able to grow the chain at will
    if (conflicts[0]) await org.audit(device, 'event-conflict', `${conflicts.length} from ${conflicts[0].id}`)
    return c.json(reply)
  })
  return app
}
