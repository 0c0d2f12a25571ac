import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { colleagues, releasedDevice } from '../../support/released-devices.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
let team: Awaited<ReturnType<typeof colleagues>>
beforeEach(async () => {
  studio = await createStudio()
  team = await colleagues(studio)
  await team.make(refundsDocument(), refundAid('First'))
  await team.release()
})
afterEach(() => studio.remove())

describe('a release for some departments first', () => {
  it('reaches their devices and no others, until it is widened', async () => {
    const shop = await releasedDevice(studio, 'sara', 'Shop')
    const desk = await releasedDevice(studio, 'dan', 'Desk')
    const nowhere = await releasedDevice(studio, 'nora')
    await team.make(refundAid('Second'))
    expect((await team.release(['Shop'])).status).toBe(200)
    expect(await shop.beat()).toMatchObject({ state: 'installed', version: 2 })
    expect(await desk.beat()).toMatchObject({ state: 'installed', version: 1 })
    expect(await nowhere.beat()).toMatchObject({ state: 'installed', version: 1 })
    expect((await studio.nobody('GET', '/v1/releases/2')).status).toBe(401)

    const widened = await studio.as('lena')('POST', '/v1/studio/releases/2/stage', { departments: ['Desk', 'Shop'] })
    expect(widened).toMatchObject({ status: 200, body: { stage: { for: 'only', departments: ['Desk', 'Shop'] } } })
    expect(await desk.beat()).toMatchObject({ state: 'installed', version: 2 })
    expect(await nowhere.beat()).toMatchObject({ state: 'current', version: 1 })
    await studio.as('lena')('POST', '/v1/studio/releases/2/stage', { departments: 'all' })
    expect(await nowhere.beat()).toMatchObject({ state: 'installed', version: 2 })
    expect(await shop.beat()).toMatchObject({ state: 'current', version: 2 })
  })

  it('is widened by L&D, and never narrowed', async () => {
    await team.make(refundAid('Second'))
    await releasedDevice(studio, 'sara', 'Shop')
    await team.release(['Shop'])
    const widen = (person: string, departments: unknown) =>
      studio.as(person)('POST', '/v1/studio/releases/2/stage', { departments })
    expect((await widen('amira', 'all')).status).toBe(403)
    expect((await widen('sue', 'all')).status).toBe(403)
    expect(await widen('lena', ['Desk'])).toMatchObject({ status: 403, body: { code: 'refused' } })
    expect((await widen('lena', [])).status).toBe(400)
    expect((await studio.as('lena')('POST', '/v1/studio/releases/9/stage', { departments: 'all' })).status).toBe(404)
    expect((await widen('lena', 'all')).status).toBe(200)
    expect(await widen('lena', ['Shop'])).toMatchObject({ status: 403 })
  })

  it('stays with a person who moves to a department that has not got it yet, and goes on from there', async () => {
    const sara = await releasedDevice(studio, 'sara', 'Shop')
    const dan = await releasedDevice(studio, 'dan', 'Desk')
    await dan.beat()
    await team.make(refundAid('Second'))
    await team.release(['Shop'])
    await sara.beat()
    await sara.move('Desk')
    expect(await sara.beat()).toEqual({ state: 'current', version: 2 })
    expect(await sara.has()).toMatchObject({ 'job-aid refund-approval': 2 })
    await dan.move('Shop')
    expect(await dan.beat()).toMatchObject({ state: 'installed', version: 2 })
    await team.make(refundAid('Third'))
    await team.release(['Desk'])
    expect(await sara.beat()).toMatchObject({ state: 'installed', version: 3 })
    expect(await dan.beat()).toEqual({ state: 'current', version: 2 })
  })

  it('is kept by a device that is shown the time of an earlier stage', async () => {
    const sara = await releasedDevice(studio, 'sara', 'Shop')
    await team.make(refundAid('Second'))
    await team.release(['Shop'])
    // installed, and moved before it could say so: the server still speaks of release 1
    expect(await sara.update()).toMatchObject({ state: 'installed', version: 2 })
    await sara.move('Desk')
    expect(await sara.update()).toMatchObject({ state: 'refused', code: 'rollback' })
    expect(await sara.has()).toMatchObject({ 'job-aid refund-approval': 2 })
    await sara.tell()
    expect(await sara.update()).toEqual({ state: 'current', version: 2 })
  })

  it('cannot be claimed: a device that says it has a release nobody published gets its own', async () => {
    await releasedDevice(studio, 'dan', 'Desk')
    const dan = studio.as('dan')
    const seen = { trust: 1, time: 1, release: 77 }
    await dan('POST', '/v1/sync', { proto: 1, now: 0, gen: 0, events: [], seen })
    const { payload } = (await dan('GET', '/v1/time')).body as { payload: string }
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ release: { version: 1 } })
  })

  it('never signs two times of one version, whatever their release', async () => {
    await releasedDevice(studio, 'sara', 'Shop')
    await team.make(refundAid('Second'))
    await team.release(['Shop'])
    const read = async (call: typeof studio.nobody) => {
      const { payload } = (await call('GET', '/v1/time')).body as { payload: string }
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
        version: number
        release: { version: number }
      }
    }
    const [shop, all, again] = [await read(studio.as('sara')), await read(studio.nobody), await read(studio.as('sara'))]
    expect([shop.release.version, all.release.version]).toEqual([2, 1])
    expect(shop.version).not.toBe(all.version)
    expect(again).toEqual(shop)
  })
})
