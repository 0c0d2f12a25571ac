import { Hono } from 'hono'
import { sha256Hex } from '#core/base'
import type { AppEnv } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { askingDevice } from '../studio/devices.ts'
import { currentTime } from '../studio/sign-time.ts'
import { createMarksWatch } from '../studio/source-marks.ts'

/** A device waits at most this long for marks on changed sources, ms; the next time it asks, a minute later, they are there. */
const MARKS_PATIENCE_MS = 500

/** What is current for the device that asks: a release may go to some departments first. Devices ask every 45 s; unchanged, it costs them a 304. */
export function timeRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const upToDate = createMarksWatch(org)
  app.get('/v1/time', async (c) => {
    await upToDate(MARKS_PATIENCE_MS)
    const identity = c.get('identity')
    const jws = await currentTime(org, identity?.by === 'device' ? await askingDevice(org.db, identity.device) : null)
    const etag = `"${sha256Hex(jws).slice(0, 32)}"`
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      vary: 'authorization',
      'content-type': 'application/json',
    }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    return c.body(jws, 200, headers)
  })
  return app
}
