import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../sync/app.ts'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import { type Organisation, readAdminToken, realWorld } from '../../../sync/organisation.ts'
import { requireReady } from '../../../sync/studio/readiness.ts'
import { addDevice, tempFolder } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument } from '../../support/studio.ts'

const path = 'readiness'
const rows = [{ workflow: 'Refunds', tool: 'Desk', trouble: 'Limits', asked: 'Two agents' }]
const evidence = (more: Record<string, unknown> = {}) => ({
  state: 'given',
  on: '2026-11-01',
  rows,
  note: null,
  ...more,
})

const first = (view: unknown) => (view as { steps: unknown[] }).steps[0]

describe('a fresh organisation', () => {
  it('has every switch off, refused by every route with exactly what is missing, and gates neither aids nor search', async () => {
    const studio = await createStudio({ world: { nowMs: () => Date.parse('2026-11-22T08:00:00Z') } })
    try {
      for (const gate of ['model-drafting', 'path-recommendation', 'scaling'] as const) {
        const refused = await studio.as('lena')('POST', `/v1/studio/switches/${gate}`, { on: true })
        expect(refused).toMatchObject({ status: 409, body: { code: 'not-ready' } })
        const { message } = refused.body as { message: string }
        expect(message).toContain('Workflow audit: nobody has filled in "Workflows looked at"')
        expect(message).toContain('Competency framework: there is no competency yet')
        expect(message).toContain('Reviewers with hours: nobody has filled in "Reviewers"')
        expect(message.includes('Pilot:')).toBe(gate === 'scaling')
        const asOperator = { on: true, as: 'lena' }
        expect((await studio.operator('POST', `/v1/studio/switches/${gate}`, asOperator)).status).toBe(409)
        await expect(requireReady(studio.org, gate)).rejects.toMatchObject({ code: 'not-ready' })
      }
      expect((await studio.as('amira')('POST', '/v1/studio/switches/scaling', { on: true })).status).toBe(403)
      expect((await studio.as('leo')('GET', `/v1/studio/${path}`)).status).toBe(403)
      expect((await studio.as('leo')('GET', '/v1/me')).body).toMatchObject({ pathRecommendation: false })
      // what is approved goes out as ever, and search over it is not asked
      const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
      const { taken } = await studio.importAs('amira', refundsDocument(), refundAid())
      const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
      await studio.approve('sue', 'sme', sue.signer, refs)
      await studio.approve('lena', 'ld', lena.signer, refs)
      expect((await studio.publish('lena', lena.signer)).status).toBe(200)
      expect((await studio.as('leo')('GET', '/v1/releases/1')).status).toBe(200)
      for (const { sha256 } of refs) expect((await studio.as('leo')('GET', `/v1/objects/${sha256}`)).status).toBe(200)
    } finally {
      await studio.remove()
    }
  })

  it('takes evidence for what a person must say, by its form, and none for what it sees itself', async () => {
    const studio = await createStudio({ world: { nowMs: () => Date.parse('2026-11-22T08:00:00Z') } })
    const give = (step: string, body: unknown, base = 0) =>
      studio.as('lena')('POST', `/v1/studio/${path}/${step}`, { base, evidence: body })
    try {
      expect((await give('taxonomy', evidence())).status).toBe(400)
      expect((await give('workflow-audit', evidence({ rows: [] }))).status).toBe(400)
      expect((await give('workflow-audit', evidence({ rows: [{ workflow: 'x' }] }))).status).toBe(400)
      expect((await give('workflow-audit', evidence({ on: '2026-12-01' }))).status).toBe(400)
      expect((await give('workflow-audit', evidence())).body).toMatchObject({ state: 'saved', version: 1 })
      expect((await give('workflow-audit', evidence())).body).toMatchObject({ state: 'same' })
      expect((await give('workflow-audit', evidence({ note: 'late' }))).body).toMatchObject({ state: 'conflict' })
      const { body } = await studio.as('sue')('GET', `/v1/studio/${path}`)
      expect(body).toMatchObject({ mayDecide: false })
      expect(first(body)).toMatchObject({ state: 'done', evidence: { by: 'Lena' } })
      await give('workflow-audit', evidence({ state: 'withdrawn' }), 1)
      const after = (await studio.as('lena')('GET', `/v1/studio/${path}`)).body
      expect(first(after)).toMatchObject({ state: 'open', evidence: { state: 'withdrawn' } })
    } finally {
      await studio.remove()
    }
  })
})

describe('the demo', () => {
  let org: Organisation
  let folder: Folder
  let nowMs = Date.parse('2026-11-22T08:00:00Z')
  let leo = ''
  beforeAll(async () => {
    folder = openFolder(tempFolder())
    org = await initDemo({
      folder,
      log: () => {},
      world: { ...realWorld, nowMs: () => nowMs, openEmbedder: () => null },
    })
    leo = await addDevice(org, 'leo')
    await org.db.updateTable('device').set({ enrolled_ms: nowMs }).execute()
  }, 120_000)
  afterAll(async () => {
    await folder.close()
    rmSync(folder.path, { recursive: true, force: true })
  })
  async function ask(credential: string, method: string, url: string, body?: unknown) {
    const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const reply = await createApp(org).request(url, init)
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  const paths = async () => (await ask(leo, 'GET', '/v1/me')).body.pathRecommendation
  const turn = (on: boolean) =>
    ask(readAdminToken(folder.path), 'POST', '/v1/studio/switches/path-recommendation', { on, as: 'lena' })

  it('comes with evidence by the same rules, and says that it is a demo', async () => {
    expect(await paths()).toBe(true)
    const view = (await ask(readAdminToken(folder.path), 'GET', '/v1/studio/readiness')).body
    const steps = view.steps as { state: string; evidence: { note: string } | null }[]
    expect(steps.map(({ state }) => state)).toEqual([...Array(6).fill('done'), 'open', 'open'])
    for (const { evidence: said } of steps) if (said) expect(said.note).toMatch(/^Demo: /)
    await expect(requireReady(org, 'model-drafting')).rejects.toThrow('is switched off')
    await expect(requireReady(org, 'scaling')).rejects.toThrow('Missing: Pilot: ')
  })

  it('switches off and on again by a person’s word', async () => {
    expect((await turn(false)).status).toBe(200)
    expect(await paths()).toBe(false)
    expect((await turn(true)).status).toBe(200)
    expect(await paths()).toBe(true)
    const actions = (await org.db.selectFrom('audit').select('action').execute()).map(({ action }) => action)
    expect(actions.filter((action) => action.startsWith('switched-'))).toEqual([
      'switched-on',
      'switched-off',
      'switched-on',
    ])
    expect(await firstBrokenAudit(org.db)).toBeNull()
  })

  it('closes by itself when evidence stops being true, and opens when it is true again', async () => {
    const roles = (value: string[]) =>
      org.db
        .updateTable('person')
        .set({ roles: JSON.stringify(value) })
        .where('id', '=', 'sam')
        .execute()
    await roles(['learner'])
    expect(await paths()).toBe(false)
    await expect(requireReady(org, 'path-recommendation')).rejects.toThrow('does not review any more: sam')
    await roles(['sme'])
    expect(await paths()).toBe(true)

    // the role profile runs out, and a learner has been silent for more than a month
    const before = nowMs
    nowMs = Date.parse('2027-06-16T08:00:00Z')
    expect(await paths()).toBe(false)
    nowMs = before + 40 * 86_400_000
    await expect(requireReady(org, 'path-recommendation')).rejects.toThrow('nothing has arrived from any learner')
    nowMs = before
  })
})
