import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { colleagues, releasedDevice } from '../../support/released-devices.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
let team: Awaited<ReturnType<typeof colleagues>>
let leo: Awaited<ReturnType<typeof releasedDevice>>
const aid = 'job-aid refund-approval'
beforeEach(async () => {
  studio = await createStudio()
  team = await colleagues(studio)
  await team.make(refundsDocument(), refundAid('First'))
  await team.release()
  await team.make(refundAid('Second'), { ...refundAid('Another'), id: 'another' })
  await team.release()
  leo = await releasedDevice(studio, 'leo')
  await leo.beat()
})
afterEach(() => studio.remove())

interface Way {
  id: string
  standing: string
  rollbackIn: number
  objects: { kind: string; id: string; upTo: number; target: { version: number; sha256: string } | null }[]
}
const propose = async (body: unknown, person = 'lena') => studio.as(person)('POST', '/v1/studio/rollbacks', body)
const proposed = async (body: unknown): Promise<Way> => (await propose(body)).body as Way
const targets = ({ objects }: Way) =>
  objects.flatMap(({ kind, id, target }) => (target ? [{ kind, id, sha256: target.sha256 }] : []))
const standing = async () => ((await studio.as('sue')('GET', '/v1/studio/rollbacks')).body as Way[])[0]?.standing
const object = { kind: 'job-aid', id: 'refund-approval' }

describe('going back to what an earlier release had', () => {
  it('takes one object back on devices, once both have signed the older bytes for that release', async () => {
    const way = await proposed({ to: 1, object })
    expect(way).toMatchObject({ standing: 'proposed', rollbackIn: 3, objects: [{ upTo: 2, target: { version: 1 } }] })
    await team.bothSign(targets(way), { rollbackIn: 3 })
    expect(await standing()).toBe('agreed')
    expect((await team.release()).status).toBe(200)
    expect(await standing()).toBe('done')
    expect(await leo.beat()).toMatchObject({ state: 'installed', version: 3 })
    expect(await leo.has()).toEqual({ [aid]: 1, 'job-aid another': 1, 'document refunds': 1 })
  })

  it('stays so in later releases, until a newer version is signed', async () => {
    const away = await releasedDevice(studio, 'away')
    await away.beat()
    const way = await proposed({ to: 1, object })
    await team.bothSign(targets(way), { rollbackIn: 3 })
    await team.release()
    await team.make({ ...refundAid('More'), id: 'more' })
    await team.release()
    await leo.beat()
    // one that was away for the release of the way back follows all the same
    expect(await away.beat()).toMatchObject({ state: 'installed', version: 4 })
    for (const device of [leo, away]) expect(await device.has()).toMatchObject({ [aid]: 1, 'job-aid more': 1 })
    await team.make(refundAid('Third'))
    await team.release()
    expect(await leo.beat()).toMatchObject({ state: 'installed' })
    expect(await leo.has()).toMatchObject({ [aid]: 3 })
  })

  it('holds though what was gone back to is recalled: the newer version does not return by itself', async () => {
    const way = await proposed({ to: 1, object })
    await team.bothSign(targets(way), { rollbackIn: 3 })
    await team.release()
    await studio.as('lena')('POST', '/v1/studio/recalls', { ...object, reason: 'wrong' })
    await team.sign()
    await team.make({ ...refundAid('More'), id: 'more' })
    await team.release()
    await leo.beat()
    expect(await leo.has()).toEqual({ 'document refunds': 1, 'job-aid another': 1, 'job-aid more': 1 })
  })

  it('takes everything back: what came since goes, what went comes', async () => {
    const way = await proposed({ to: 1 })
    expect(way.objects.map(({ id, target }) => [id, target?.version ?? null]).sort()).toEqual([
      ['another', null],
      ['refund-approval', 1],
    ])
    await team.bothSign(targets(way), { rollbackIn: 3 })
    await team.release()
    await leo.beat()
    expect(await leo.has()).toEqual({ [aid]: 1, 'document refunds': 1 })
  })

  it('is not taken on one word: not of one role, nor of its author, nor for another release', async () => {
    expect((await propose({ to: 1, object }, 'amira')).status).toBe(403)
    const way = await proposed({ to: 1, object })
    const sign = (person: string, role: 'sme' | 'ld', more = {}) =>
      studio.approve(person, role, role === 'sme' ? team.sue : team.lena, targets(way), { rollbackIn: 3, ...more })
    expect((await sign('sue', 'sme', { rollbackIn: 4 })).reply).toMatchObject({ body: { code: 'refused' } })
    expect((await sign('sue', 'sme', { rollbackIn: 2 })).reply).toMatchObject({ body: { code: 'refused' } })
    expect((await sign('sue', 'sme')).reply.status).toBe(200)
    expect(await standing()).toBe('proposed')
    await team.make({ ...refundAid('More'), id: 'more' })
    await team.release()
    await leo.beat()
    expect(await leo.has()).toMatchObject({ [aid]: 2 })
    expect(await standing()).toBe('stale')
    expect((await sign('lena', 'ld')).reply).toMatchObject({ body: { code: 'refused' } })
  })

  it('is not signed by one person in both roles, nor in part', async () => {
    await team.make({ ...refundAid('Another, again'), id: 'another' })
    await team.release()
    const way = await proposed({ to: 2 })
    const luis = [await studio.signingKey('luis', 'sme'), await studio.signingKey('luis', 'ld')] as const
    const more = { rollbackIn: 4 }
    expect((await studio.approve('luis', 'sme', luis[0].signer, targets(way), more)).reply.status).toBe(200)
    expect((await studio.approve('luis', 'ld', luis[1].signer, targets(way), more)).reply).toMatchObject({
      status: 403,
    })
    const other = [{ kind: 'document', id: 'refunds', sha256: 'a'.repeat(64) }]
    expect((await studio.approve('lena', 'ld', team.lena, other, more)).reply).toMatchObject({ status: 409 })
  })

  it('waits for one at a time, can be cancelled, and says when there is nothing to go back to', async () => {
    expect(await propose({ to: 2 })).toMatchObject({ status: 403, body: { code: 'refused' } })
    expect((await propose({ to: 9 })).status).toBe(404)
    const way = await proposed({ to: 1, object })
    expect((await propose({ to: 1 })).status).toBe(409)
    expect(await studio.as('lena')('DELETE', `/v1/studio/rollbacks/${way.id}`)).toMatchObject({
      body: { standing: 'cancelled' },
    })
    expect((await propose({ to: 1 })).status).toBe(200)
  })

  it('is refused by a device when the server leaves out the signatures for it', async () => {
    const way = await proposed({ to: 1, object })
    await team.bothSign(targets(way), { rollbackIn: 3 })
    // as if the table had been edited: the release is composed without what agrees to it
    await studio.org.db.updateTable('approval').set({ rollback_in: null }).execute()
    await studio.org.db
      .updateTable('record')
      .set(({ fn, val }) => ({ body: fn<string>('json_replace', ['body', val('$.state'), val('done')]) }))
      .where('kind', '=', 'rollback')
      .execute()
    await team.release()
    expect(await leo.beat()).toMatchObject({ state: 'refused', code: 'rollback-not-approved' })
    expect(await leo.has()).toMatchObject({ [aid]: 2 })
  })
})
