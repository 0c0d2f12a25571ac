import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../../sync/app.ts'
import { readAdminToken } from '../../../sync/organisation.ts'
import { addDevice, type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

let test: TestOrganisation
beforeEach(async () => {
  test = await testOrganisation()
})
afterEach(() => test.remove())

async function ask(path: string, credential: string, body?: unknown) {
  const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  const reply = await createApp(test.org).request(path, init)
  return { status: reply.status, body: await reply.json() }
}
const operator = () => readAdminToken(test.folder.path)

it('tells a device who its person is: what they may do and which jobs they have', async () => {
  const leo = await addDevice(test.org, 'leo')
  expect(await ask('/v1/me', leo)).toEqual({
    status: 200,
    body: { name: 'Leo', roles: ['learner'], profiles: [], pathRecommendation: false },
  })
  const jobs = { profiles: ['service-desk-agent', 'service-desk-agent', 'warehouse-clerk'] }
  const set = await ask('/v1/studio/people/leo/profiles', operator(), jobs)
  expect(set.body).toMatchObject({ id: 'leo', profiles: ['service-desk-agent', 'warehouse-clerk'] })
  expect((await ask('/v1/me', leo)).body.profiles).toEqual(['service-desk-agent', 'warehouse-clerk'])
  const audit = await test.org.db.selectFrom('audit').selectAll().where('action', '=', 'profiles-set').execute()
  expect(audit).toMatchObject([{ actor: 'operator', target: 'leo: service-desk-agent, warehouse-clerk' }])
})

it('lets nobody but the operator say so, and only of a person there is', async () => {
  const lena = await addDevice(test.org, 'lena')
  expect((await ask('/v1/studio/people', lena)).status).toBe(403)
  expect((await ask('/v1/studio/people/leo/profiles', lena, { profiles: [] })).status).toBe(403)
  expect((await ask('/v1/studio/people/nobody/profiles', operator(), { profiles: [] })).status).toBe(404)
  expect((await ask('/v1/studio/people/leo/profiles', operator(), { profiles: ['Not A Slug'] })).status).toBe(400)
})
