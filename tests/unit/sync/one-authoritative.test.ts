import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
let sue: Awaited<ReturnType<Studio['signingKey']>>
let lena: Awaited<ReturnType<Studio['signingKey']>>
beforeEach(async () => {
  studio = await createStudio()
  sue = await studio.signingKey('sue', 'sme')
  lena = await studio.signingKey('lena', 'ld')
})
afterEach(() => studio.remove())

const other = (more: Record<string, unknown> = {}) => ({
  ...refundsDocument({ title: 'Refunds, from June', path: 'refunds-june.md', ...more }, 80),
  id: 'refunds-june',
})
async function draft(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  return taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
}
type Refs = Awaited<ReturnType<typeof draft>>
const asSme = async (objects: Refs) => (await studio.approve('sue', 'sme', sue.signer, objects)).reply
const asLd = async (objects: Refs) => (await studio.approve('lena', 'ld', lena.signer, objects)).reply
async function sign(...objects: unknown[]) {
  const refs = await draft(...objects)
  expect((await asSme(refs)).status).toBe(200)
  expect((await asLd(refs)).status).toBe(200)
}
async function released(): Promise<string[]> {
  expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
  const rows = await studio.org.db.selectFrom('release').select('payload').orderBy('version', 'desc').execute()
  const { objects } = JSON.parse(rows[0]?.payload ?? '{}') as { objects: { id: string }[] }
  return objects.map(({ id }) => id)
}

describe('one authoritative version of a procedure', () => {
  it('refuses a second one at either signature, with the name of the first', async () => {
    await sign(refundsDocument())
    const second = await draft(other({ procedure: 'refunds' }))
    for (const reply of [await asSme(second), await asLd(second)]) {
      expect(reply.status).toBe(403)
      expect(reply.body).toMatchObject({ code: 'refused', message: expect.stringContaining('“Refunds” (refunds)') })
    }
  })

  it('refuses two that are signed in one go', async () => {
    const both = await draft(refundsDocument({ procedure: 'refund' }), other({ procedure: 'refund' }))
    expect(await asSme(both)).toMatchObject({ status: 403, body: { message: expect.stringContaining('refunds') } })
  })

  it('keeps the one approved first where both were half signed, and lets it be changed', async () => {
    const first = await draft(refundsDocument({ procedure: 'refund' }))
    const second = await draft(other({ procedure: 'refund' }))
    for (const refs of [first, second]) expect((await asSme(refs)).status).toBe(200)
    expect((await asLd(first)).status).toBe(200)
    expect((await asLd(second)).status).toBe(403)
    await sign(refundsDocument({ procedure: 'refund' }, 60))
    expect(await released()).toEqual(['refunds'])
  })

  it('retires the one it names, in the next release and not before, and with it what rests on that', async () => {
    await sign(refundsDocument(), refundAid())
    expect(await released()).toEqual(['refunds', 'refund-approval'])
    await sign(other({ procedure: 'refunds', supersedes: ['refunds'] }))
    const composed = await studio.as('lena')('POST', '/v1/studio/releases', {})
    expect(composed.body).toMatchObject({
      changed: [{ id: 'refunds-june' }],
      removed: [{ id: 'refunds' }, { id: 'refund-approval' }],
      leftOut: [
        { id: 'refund-approval', reason: expect.stringContaining('“Refunds, from June” (refunds-june) has replaced') },
      ],
    })
    expect((await studio.as('lena')('GET', '/v1/studio/lineage')).body).toMatchObject({
      rows: [{ id: 'refund-approval', change: 'replaced' }],
    })
    await studio.as('amira')('POST', '/v1/studio/lineage/recite', { kind: 'job-aid', id: 'refund-approval' })
    const list = await studio.as('amira')('GET', '/v1/studio/objects?kind=job-aid&bodies=1')
    expect(list.body).toMatchObject([{ version: 2, body: { parts: [{ sources: [{ document: 'refunds-june' }] }] } }])
  })

  it('does not let the retired one come back while the other stands', async () => {
    await sign(refundsDocument())
    await sign(other({ procedure: 'refunds', supersedes: ['refunds'] }))
    const back = await draft(refundsDocument({}, 70))
    expect(await asSme(back)).toMatchObject({ status: 403, body: { message: expect.stringContaining('refunds-june') } })
  })

  it('lets a procedure move on when its document was retired on record, by an expert or L&D, with a reason', async () => {
    await sign(refundsDocument())
    const retire = { document: 'refunds', state: 'retired', reason: 'It was never followed.' }
    expect((await studio.as('amira')('POST', '/v1/studio/procedures/retire', retire)).status).toBe(403)
    expect((await studio.as('lena')('POST', '/v1/studio/procedures/retire', { ...retire, reason: ' ' })).status).toBe(
      400,
    )
    expect((await studio.as('lena')('POST', '/v1/studio/procedures/retire', retire)).status).toBe(200)
    await sign(other({ procedure: 'refunds' }))
    expect(await released()).toEqual(['refunds-june'])
    const back = await studio.as('lena')('POST', '/v1/studio/procedures/retire', { ...retire, state: 'in-use' })
    expect(back).toMatchObject({ status: 403, body: { message: expect.stringContaining('Refunds, from June') } })
  })
})
