import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireDevice, requireOperator } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { Department, listPeople, Profiles, readProfiles, setDepartment, setProfiles } from '../people.ts'
import { casesOn } from '../studio/gaps-cases.ts'
import { isSwitchedOn } from '../studio/readiness.ts'

/** Who somebody is here: for their own device, and for the operator. */
export function peopleRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/me', async (c) => {
    const { person, name, roles } = requireDevice(c)
    const row = await org.db.selectFrom('person').select('profiles').where('id', '=', person).executeTakeFirstOrThrow()
    const pathRecommendation = await isSwitchedOn(org, 'path-recommendation')
    return c.json({ name, roles, profiles: readProfiles(row.profiles), pathRecommendation })
  })
  app.get('/v1/me/readers', async (c) => c.json(await casesOn(org, requireDevice(c).person)))
  app.get('/v1/studio/people', async (c) => {
    requireOperator(c)
    return c.json(await listPeople(org))
  })
  app.post('/v1/studio/people/:id/profiles', async (c) => {
    requireOperator(c)
    const { profiles } = await readBody(c, v.object({ profiles: Profiles }), 'role profiles')
    return c.json(await setProfiles(org, parse(Slug, c.req.param('id'), 'person'), profiles))
  })
  app.post('/v1/studio/people/:id/department', async (c) => {
    requireOperator(c)
    const { department } = await readBody(c, v.object({ department: v.nullable(Department) }), 'department')
    return c.json(await setDepartment(org, parse(Slug, c.req.param('id'), 'person'), department))
  })
  return app
}
