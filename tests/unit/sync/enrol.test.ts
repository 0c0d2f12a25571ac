import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../sync/app.ts'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { CODE_LIFE_MS, createEnrolmentCode } from '../../../sync/enrolment.ts'
import { type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

let now = Date.UTC(2026, 10, 21)
let test: TestOrganisation
beforeEach(async () => {
  test = await testOrganisation({ nowMs: () => now })
})
afterEach(() => test.remove())

const publicKey = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }
async function enrol(body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' }
  const reply = await createApp(test.org).request('/v1/enrol', { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: reply.status, body: await reply.json() }
}

describe('enrolment', () => {
  it('turns a code into a credential that names the person', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    const { status, body } = await enrol({ code, publicKey })
    expect(status).toBe(200)
    expect(body).toMatchObject({ person: 'leo', name: 'Leo', roles: ['learner'], demo: true, gen: 0, floor: '' })
    expect(String(body.credential)).toMatch(/^[\w-]{43}$/)
  })

  it('takes a code once', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    await enrol({ code, publicKey })
    expect(await enrol({ code, publicKey })).toMatchObject({ status: 403, body: { code: 'code-used' } })
  })

  it('gives two devices racing with one code only one credential', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    const replies = await Promise.all([1, 2, 3, 4].map(() => enrol({ code, publicKey })))
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 403, 403, 403])
  })

  it('refuses a code after a day, and one it never gave', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    now += CODE_LIFE_MS
    expect(await enrol({ code, publicKey })).toMatchObject({ status: 403, body: { code: 'code-expired' } })
    expect(await enrol({ code: 'x'.repeat(22), publicKey })).toMatchObject({ status: 403, body: { code: 'bad-code' } })
  })

  it('refuses a private key, and a body that does not fit', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    for (const body of [{ code, publicKey: { ...publicKey, d: 'secret' } }, { code }, { code: 'short', publicKey }, []])
      expect(await enrol(body)).toMatchObject({ status: 400, body: { code: 'bad-input' } })
    expect((await enrol({ code, publicKey })).status).toBe(200)
  })

  it('keeps neither code nor credential, only their hashes', async () => {
    const code = await createEnrolmentCode(test.org, 'leo')
    const { body } = await enrol({ code, publicKey })
    const { db } = test.org
    const rows = [
      await db.selectFrom('enrolment_code').selectAll().execute(),
      await db.selectFrom('device').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(JSON.stringify(rows)).not.toContain(String(body.credential))
  })

  it('makes no code for a stranger', async () => {
    await expect(createEnrolmentCode(test.org, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('leaves a line in the audit log, and an edited line shows', async () => {
    await enrol({ code: await createEnrolmentCode(test.org, 'leo'), publicKey })
    await enrol({ code: await createEnrolmentCode(test.org, 'sam'), publicKey })
    const { db } = test.org
    expect((await db.selectFrom('audit').select('action').execute()).map((row) => row.action)).toEqual([
      'enrolment-code-made',
      'device-enrolled',
      'enrolment-code-made',
      'device-enrolled',
    ])
    expect(await firstBrokenAudit(db)).toBeNull()
    await db.updateTable('audit').set({ target: 'somebody' }).where('n', '=', 3).execute()
    expect(await firstBrokenAudit(db)).toBe(3)
    await db.updateTable('audit').set({ target: 'sam' }).where('n', '=', 3).execute()
    await db.deleteFrom('audit').where('n', '=', 2).execute()
    expect(await firstBrokenAudit(db)).toBe(2)
  })
})
