import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { sha256Hex } from '#core/base'
import { createUpdater, signRelease, signTrust } from '#core/releases'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { bodyChecks } from '../../../sync/studio/content-checks.ts'
import { signCurrentTime } from '../../../sync/studio/sign-time.ts'
import { currentTrust } from '../../../sync/studio/trust-file.ts'
import { createStudio, newKey, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

async function drafts() {
  const { taken, refused } = await studio.importAs('amira', refundsDocument(), refundAid())
  expect(refused).toEqual([])
  return taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
}

async function device(person = 'leo') {
  const store = createMemoryReleaseStore()
  const updater = createUpdater({
    store,
    transport: studio.transport(person),
    nowMs: () => Date.now(),
    checks: bodyChecks,
  })
  const first = (await studio.app.request('/v1/trust/1')).arrayBuffer()
  await updater.pin('larkfield', sha256Hex(new Uint8Array(await first)))
  return { store, updater }
}

describe('from draft to device', () => {
  it('goes over an SME and an L&D reviewer, each with a key of their own, and a signed release', async () => {
    const objects = await drafts()
    const sam = await studio.signingKey('sue', 'sme')
    const lena = await studio.signingKey('lena', 'ld')
    expect(sam.reply.body).toMatchObject({ state: 'trusted' })
    expect((await studio.approve('sue', 'sme', sam.signer, objects)).reply.status).toBe(200)
    expect((await studio.approve('lena', 'ld', lena.signer, objects)).reply.status).toBe(200)
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200, body: { version: 1 } })

    const { store, updater } = await device()
    expect(await updater.update()).toMatchObject({ state: 'installed', version: 1 })
    const state = await store.load()
    expect(state?.objects.map(({ kind, approvals }) => [kind, ...approvals.map(({ person }) => person)])).toEqual([
      ['document', 'sue', 'lena'],
      ['job-aid', 'sue', 'lena'],
    ])
    expect(state?.trust.demo).toBe(true)
    expect(await updater.update()).toEqual({ state: 'current', version: 1 })
    expect(await firstBrokenAudit(studio.org.db)).toBeNull()
  })

  it('brings a changed aid to the device in the next release, and nothing else again', async () => {
    const objects = await drafts()
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
    await studio.publish('lena', lena.signer)
    const { store, updater } = await device()
    await updater.update()

    const { taken } = await studio.importAs('amira', refundAid('Who signs a refund'))
    expect(taken).toMatchObject([{ version: 2, state: 'changed' }])
    const changed = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 403, body: { code: 'refused' } })
    await studio.approve('sue', 'sme', sue.signer, changed)
    await studio.approve('lena', 'ld', lena.signer, changed)
    expect((await studio.publish('lena', lena.signer)).status).toBe(200)
    // the aid, its two approvals, the vector of its new title; the document, its vectors and approvals and the parameters are held
    expect(await updater.update()).toMatchObject({ state: 'installed', version: 2, downloaded: 4 })
    expect((await store.load())?.objects.find(({ kind }) => kind === 'job-aid')).toMatchObject({ version: 2 })
  })
})

describe('the gate cannot be passed', () => {
  it('by the operator, with or without a name', async () => {
    await drafts()
    const key = await newKey()
    const body = { jws: '{}' }
    expect(await studio.operator('POST', '/v1/approvals', body)).toMatchObject({ status: 401 })
    expect(await studio.operator('POST', '/v1/studio/keys', { jwk: key.jwk, role: 'sme' })).toMatchObject({
      status: 401,
    })
    expect(await studio.operator('POST', '/v1/studio/releases/1', body)).toMatchObject({ status: 401 })
    expect((await studio.operator('POST', '/v1/studio/releases', { as: 'amira' })).body).toMatchObject({
      code: 'forbidden',
    })
  })

  it('by an import that claims a version, approvals or other authors', async () => {
    const report = await studio.importAs('amira', refundsDocument(), {
      ...refundAid(),
      version: 99,
      authors: ['nobody-at-all'],
      approvals: [{ role: 'sme' }],
      state: 'approved',
    })
    expect(report.taken.map(({ version }) => version)).toEqual([1, 1])
    const { body } = await studio.as('lena')('GET', '/v1/studio/objects?latest=1')
    expect(body).toMatchObject([
      { kind: 'document', state: 'draft', authors: ['amira'] },
      { kind: 'job-aid', state: 'draft', authors: ['amira', 'nobody-at-all'] },
    ])
  })

  it('by the author, also one who is an SME', async () => {
    const { taken } = await studio.importAs('sam', refundsDocument())
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    const sam = await studio.signingKey('sam', 'sme')
    const { reply } = await studio.approve('sam', 'sme', sam.signer, objects)
    expect(reply).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  it('by an author of an earlier version', async () => {
    await studio.importAs('sam', refundsDocument())
    const { taken } = await studio.importAs('amira', refundsDocument({ title: 'Refunds, again' }))
    const sam = await studio.signingKey('sam', 'sme')
    const { reply } = await studio.approve(
      'sam',
      'sme',
      sam.signer,
      taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 })),
    )
    expect(reply.status).toBe(403)
  })

  it('by a device of an author or a learner', async () => {
    const key = await newKey()
    for (const person of ['amira', 'leo'])
      expect(await studio.as(person)('POST', '/v1/studio/keys', { jwk: key.jwk, role: 'sme' })).toMatchObject({
        status: 403,
      })
    expect((await studio.as('leo')('GET', '/v1/studio/objects')).status).toBe(403)
    expect((await studio.nobody('GET', '/v1/studio/reviews')).status).toBe(401)
  })

  it('by an L&D reviewer who signs as SME', async () => {
    const objects = await drafts()
    const lena = await studio.signingKey('lena', 'ld')
    const { reply } = await studio.approve('lena', 'sme', lena.signer, objects)
    expect(reply).toMatchObject({ status: 400, body: { code: 'wrong-role' } })
    expect(await studio.as('lena')('POST', '/v1/studio/keys', { jwk: lena.jwk, role: 'sme' })).toMatchObject({
      status: 403,
    })
  })

  it('by one person in both review roles', async () => {
    const objects = await drafts()
    const [sme, ld] = [await studio.signingKey('luis', 'sme'), await studio.signingKey('luis', 'ld')]
    expect((await studio.approve('luis', 'sme', sme.signer, objects)).reply.status).toBe(200)
    expect((await studio.approve('luis', 'ld', ld.signer, objects)).reply).toMatchObject({ status: 403 })
    expect(await studio.publish('luis', ld.signer)).toMatchObject({ status: 403, body: { code: 'not-approved' } })
  })

  it("by sending somebody else's signature, or one of another organisation or of an unknown key", async () => {
    const objects = await drafts()
    const sue = await studio.signingKey('sue', 'sme')
    const sent = await studio.approve('sue', 'sme', sue.signer, objects)
    expect((await studio.as('luis')('POST', '/v1/approvals', { jws: sent.jws })).status).toBe(403)
    expect((await studio.approve('sue', 'sme', sue.signer, objects, { tenant: 'other' })).reply.body).toMatchObject({
      code: 'wrong-tenant',
    })
    const stranger = await newKey()
    expect((await studio.approve('sue', 'sme', stranger.signer, objects)).reply.body).toMatchObject({
      code: 'unknown-key',
    })
  })

  it('by an approval of bytes that are not here, or are no longer the newest', async () => {
    const objects = await drafts()
    const sue = await studio.signingKey('sue', 'sme')
    const unknown = [{ kind: 'job-aid', id: 'refund-approval', sha256: 'f'.repeat(64) }]
    expect((await studio.approve('sue', 'sme', sue.signer, unknown)).reply.status).toBe(404)
    await studio.importAs('amira', refundAid('Newer'))
    const replayed = await studio.approve('sue', 'sme', sue.signer, objects)
    expect(replayed.reply).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('by taking one approval twice', async () => {
    const objects = await drafts()
    const sue = await studio.signingKey('sue', 'sme')
    const { jws } = await studio.approve('sue', 'sme', sue.signer, objects)
    expect((await studio.as('sue')('POST', '/v1/approvals', { jws })).status).toBe(200)
    const rows = await studio.org.db.selectFrom('approval').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect((await studio.publish('lena', sue.signer)).body).toMatchObject({ code: 'not-approved' })
  })

  it('by an SME who signs the release, or signs another text than the waiting one', async () => {
    const objects = await drafts()
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
    expect(await studio.publish('lena', sue.signer)).toMatchObject({ status: 400, body: { code: 'wrong-role' } })
    const waiting = (await studio.as('lena')('GET', '/v1/studio/releases/waiting')).body as { payload: string }
    const other = await signRelease(waiting.payload.replace('"minApp":1', '"minApp":2'), lena.signer)
    expect(
      await studio.as('lena')('POST', '/v1/studio/releases/1', { jws: new TextDecoder().decode(other) }),
    ).toMatchObject({ status: 409 })
    expect((await studio.as('leo')('GET', '/v1/releases/1')).status).toBe(404)
  })

  it('by a demo signature where there is no demo', async () => {
    const own = await createStudio({ demo: false })
    try {
      expect(await own.operator('POST', '/v1/studio/releases/1/demo-signature', { as: 'lena' })).toMatchObject({
        status: 403,
        body: { code: 'refused' },
      })
      const sue = await own.signingKey('sue', 'sme')
      expect(sue.reply.body).toMatchObject({ state: 'waiting' })
      expect((await own.as('sue')('GET', '/v1/studio/keys')).body).toMatchObject([{ state: 'waiting' }])
    } finally {
      await own.remove()
    }
  })

  it('by a release whose approval was withdrawn between composing and signing', async () => {
    const objects = await drafts()
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
    await studio.as('lena')('POST', '/v1/studio/releases', {})
    const trust = await currentTrust(studio.org.db)
    const next = { ...trust, version: trust.version + 1, revoked: [sue.signer.kid] }
    const jws = new TextDecoder().decode(await signTrust(next, [studio.root]))
    await studio.org.db.transaction().execute(async (db) => {
      await db.insertInto('trust').values({ version: next.version, jws }).execute()
      await signCurrentTime(studio.org, db)
    })
    const waiting = (await studio.as('lena')('GET', '/v1/studio/releases/waiting')).body as { payload: string }
    const signed = new TextDecoder().decode(await signRelease(waiting.payload, lena.signer))
    expect(await studio.as('lena')('POST', '/v1/studio/releases/1', { jws: signed })).toMatchObject({
      status: 409,
      body: { code: 'release-refused' },
    })
  })
})

describe('what devices may fetch', () => {
  it('is trust and time for everybody, releases and released bytes for enrolled devices, drafts for nobody', async () => {
    const objects = await drafts()
    const [first] = objects
    expect((await studio.nobody('GET', '/v1/trust/1')).status).toBe(200)
    expect((await studio.nobody('GET', '/v1/trust/99')).status).toBe(404)
    expect((await studio.nobody('GET', '/v1/trust/x')).status).toBe(400)
    expect((await studio.nobody('GET', '/v1/time')).status).toBe(200)
    expect((await studio.nobody('GET', `/v1/objects/${first?.sha256}`)).status).toBe(401)
    expect((await studio.as('leo')('GET', `/v1/objects/${first?.sha256}`)).status).toBe(404)
    expect((await studio.as('sue')('GET', `/v1/studio/objects/${first?.sha256}`)).status).toBe(200)
    expect((await studio.as('leo')('GET', `/v1/studio/objects/${first?.sha256}`)).status).toBe(403)
  })

  it('says unchanged for a time that is, and keeps immutable bytes private', async () => {
    const reply = await studio.app.request('/v1/time')
    const etag = reply.headers.get('etag') ?? ''
    const again = await studio.app.request('/v1/time', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    const trust = await studio.app.request('/v1/trust/1')
    expect(trust.headers.get('cache-control')).toContain('immutable')
  })
})

it('a time is signed anew after an hour, with a higher version and the audit head', async () => {
  let now = Date.parse('2026-05-04T09:00:00.000Z')
  const own = await createStudio({ world: { nowMs: () => now } })
  const read = async () => {
    const { payload } = (await own.nobody('GET', '/v1/time')).body as { payload: string }
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      version: number
      audit: { n: number; head: string }
    }
  }
  try {
    const first = await read()
    expect(await read()).toEqual(first)
    await own.org.audit('operator', 'test', 'something')
    now += 2 * 60 * 60 * 1000
    const second = await read()
    expect(second.version).toBeGreaterThan(first.version)
    expect(second.audit.n).toBe(first.audit.n + 1)
    const head = await own.org.db.selectFrom('audit').select('hash').orderBy('n', 'desc').executeTakeFirstOrThrow()
    expect(second.audit.head).toBe(head.hash)
  } finally {
    await own.remove()
  }
})
