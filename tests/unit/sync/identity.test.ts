import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#core/base'
import { createApp, MAX_BODY_BYTES } from '../../../sync/app.ts'
import { type AppEnv, requireDevice, requireOperator, requireRole } from '../../../sync/identity.ts'
import { readAdminToken } from '../../../sync/organisation.ts'
import { addDevice, type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

let test: TestOrganisation
beforeEach(async () => {
  test = await testOrganisation()
})
afterEach(() => test.remove())

const lines: string[] = []
async function ask(path: string, credential?: string, init: RequestInit = {}) {
  const app = createApp(test.org, {
    log: (line) => lines.push(line),
    routes: (org) => [
      new Hono<AppEnv>()
        .get('/v1/review', async (c) => c.json(await requireRole(c, org, ['sme', 'ld'], c.req.query('as'))))
        .get('/v1/device', (c) => c.json(requireDevice(c)))
        .post('/v1/take', async (c) => c.text(String((await c.req.text()).length)))
        .get('/v1/operate', (c) => {
          requireOperator(c)
          return c.json({})
        })
        .get('/v1/broken', () => {
          throw new Error('a secret detail')
        })
        .get('/v1/full', () => {
          throw Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })
        })
        .get('/v1/missing', () => {
          throw new AppError('not-found', 'There is none.')
        }),
    ],
  })
  const headers = { ...(init.headers ?? {}), ...(credential ? { authorization: `Bearer ${credential}` } : {}) }
  const reply = await app.request(path, { ...init, headers })
  return { status: reply.status, body: await reply.json() }
}

describe('who asks', () => {
  it('is the person of the device, in the roles that person holds', async () => {
    const sam = await addDevice(test.org, 'sam')
    expect(await ask('/v1/review', sam)).toMatchObject({ status: 200, body: { person: 'sam', by: 'device' } })
    const leo = await addDevice(test.org, 'leo')
    expect(await ask('/v1/review', leo)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  it('cannot be another than the device says', async () => {
    const leo = await addDevice(test.org, 'leo')
    expect(await ask('/v1/review?as=sam', leo)).toMatchObject({ status: 403 })
    expect(await ask('/v1/operate', leo)).toMatchObject({ status: 403 })
  })

  it('is nobody without a credential, and refused with a wrong or withdrawn one', async () => {
    expect(await ask('/v1/review')).toMatchObject({ status: 401, body: { code: 'unauthorised' } })
    expect(await ask('/v1/review', 'x'.repeat(43))).toMatchObject({ status: 401 })
    const sam = await addDevice(test.org, 'sam')
    await test.org.db.updateTable('device').set({ revoked_ms: 1 }).execute()
    expect(await ask('/v1/review', sam)).toMatchObject({ status: 401 })
  })

  it('may be the operator, who acts only for a named person that holds the role, and is no device', async () => {
    const token = readAdminToken(test.org.folder)
    expect(await ask('/v1/operate', token)).toMatchObject({ status: 200 })
    expect(await ask('/v1/review', token)).toMatchObject({ status: 403 })
    expect(await ask('/v1/review?as=leo', token)).toMatchObject({ status: 403 })
    expect(await ask('/v1/review?as=nobody', token)).toMatchObject({ status: 403 })
    expect(await ask('/v1/review?as=sam', token)).toMatchObject({
      status: 200,
      body: { person: 'sam', by: 'operator' },
    })
    expect(await ask('/v1/device', token)).toMatchObject({ status: 401 })
  })
})

describe('a refusal', () => {
  it('carries its code and sentence, with the status of the contract', async () => {
    expect(await ask('/v1/missing')).toEqual({ status: 404, body: { code: 'not-found', message: 'There is none.' } })
    expect(await ask('/v1/nowhere')).toMatchObject({ status: 404 })
    expect(await ask('/v1/full')).toMatchObject({ status: 503, body: { code: 'storage-full' } })
  })

  it('of our own making tells nothing of the inside, but the log does', async () => {
    const { status, body } = await ask('/v1/broken')
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(lines.join()).toContain('a secret detail')
  })

  it('meets a body that is too large before anything reads it', async () => {
    const post = (size: number) => ask('/v1/take', undefined, { method: 'POST', body: 'x'.repeat(size) })
    expect(await post(MAX_BODY_BYTES)).toMatchObject({ status: 200 })
    expect(await post(MAX_BODY_BYTES + 1)).toMatchObject({ status: 413, body: { code: 'too-large' } })
  })
})
