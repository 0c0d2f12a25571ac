import { Hono } from 'hono'
import { AppError } from '#core/base'
import { type AppEnv, readBody, requireDevice, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { addSigningKey, KeyRequest, signingKeys, withdrawSigningKey } from '../studio/signing-keys.ts'

/** Reviewers' own signing keys: asked for by who made them, withdrawn by them or by the administrator. */
export function keyRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/keys', async (c) => c.json(await signingKeys(org, requireDevice(c).person)))
  app.post('/v1/studio/keys', async (c) => {
    const device = requireDevice(c)
    const request = await readBody(c, KeyRequest, 'signing key')
    await requireRole(c, org, [request.role])
    return c.json(await addSigningKey(org, device, request))
  })
  app.post('/v1/studio/keys/:kid/withdraw', async (c) => {
    const identity = c.get('identity')
    if (!identity) throw new AppError('unauthorised', 'Say who you are: send the credential of an enrolled device.')
    const by =
      identity.by === 'operator'
        ? { person: 'operator', mayAll: true }
        : { person: identity.person, mayAll: identity.roles.includes('admin') }
    return c.json(await withdrawSigningKey(org, by, c.req.param('kid')))
  })
  return app
}
