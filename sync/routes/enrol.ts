import { Hono } from 'hono'
import { EnrolRequest, enrolDevice } from '../enrolment.ts'
import { type AppEnv, readBody } from '../identity.ts'
import type { Organisation } from '../organisation.ts'

export function enrolRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.post('/v1/enrol', async (c) => c.json(await enrolDevice(org, await readBody(c, EnrolRequest, 'enrolment'))))
  return app
}
