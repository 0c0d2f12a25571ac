import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { colleagues, releasedDevice } from '../../support/released-devices.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let now = Date.parse('2026-05-04T09:00:00.000Z')
const DAY_MS = 24 * 60 * 60 * 1000
let studio: Studio
let team: Awaited<ReturnType<typeof colleagues>>
const aid = 'job-aid refund-approval'
const wanted = { kind: 'job-aid', id: 'refund-approval', reason: 'wrong' }
const second = (title: string) => ({ ...refundAid(title, { mustBeFresh: true }), id: 'second' })
beforeEach(async () => {
  now = Date.parse('2026-05-04T09:00:00.000Z')
  studio = await createStudio({ world: { nowMs: () => now } })
  team = await colleagues(studio)
  await team.make(refundsDocument(), refundAid('First'), second('Second'))
  await team.release()
})
afterEach(() => studio.remove())

// the reviewers' own devices never synced here: nothing is known of them
const today = (devices: number) => ({ heard: 'today', devices })
interface View {
  waits: boolean
  reach: Record<string, unknown>
}
const recall = (body: unknown, person = 'lena') => studio.as(person)('POST', '/v1/studio/recalls', body)
const views = async () => (await studio.as('amira')('GET', '/v1/studio/recalls')).body as View[]

describe('a recall', () => {
  it('takes the object from devices and nothing else, nor brings anything, and says why', async () => {
    const leo = await releasedDevice(studio, 'leo')
    await leo.beat()
    await team.make({ ...refundAid('Approved meanwhile'), id: 'later' })
    expect(await recall(wanted)).toMatchObject({
      status: 200,
      body: { version: 2, removed: [{ kind: 'job-aid', id: 'refund-approval' }] },
    })
    expect((await views())[0]).toMatchObject({
      waits: true,
      reach: { reached: 0, lastHeard: [today(1), { heard: 'never' }] },
    })
    expect((await team.sign()).status).toBe(200)
    expect(await leo.beat()).toMatchObject({ state: 'installed', version: 2, downloaded: 0 })
    expect(await leo.has()).toEqual({ 'document refunds': 1, 'job-aid second': 1 })
    expect(await leo.recalled()).toEqual([
      { kind: 'job-aid', id: 'refund-approval', on: '2026-05-04', reason: 'wrong' },
    ])
    expect((await views())[0]).toMatchObject({ waits: false, reach: { reached: 1, lastHeard: [{ heard: 'never' }] } })
  })

  it('lasts: the next releases leave the object out until a newer version is signed', async () => {
    const leo = await releasedDevice(studio, 'leo')
    await recall(wanted)
    await team.sign()
    await team.make({ ...refundAid('More'), id: 'more' })
    await team.release()
    await leo.beat()
    expect(await leo.has()).not.toHaveProperty([aid])
    expect(await leo.recalled()).toHaveLength(1)
    await team.make(refundAid('Mended'))
    await team.release()
    await leo.beat()
    expect(await leo.has()).toMatchObject({ [aid]: 2 })
    expect(await leo.recalled()).toEqual([])
  })

  it('is for L&D, of what is released, with a reason from the list', async () => {
    for (const person of ['amira', 'sue', 'leo']) expect((await recall(wanted, person)).status).toBe(403)
    expect((await recall({ ...wanted, id: 'nothing-such' })).status).toBe(404)
    expect((await recall({ ...wanted, reason: 'because I say so' })).status).toBe(400)
    expect((await studio.operator('POST', '/v1/studio/recalls', wanted)).status).toBe(403)
  })

  it('takes with a document what rests on it', async () => {
    const leo = await releasedDevice(studio, 'leo')
    await recall({ ...wanted, kind: 'document', id: 'refunds', reason: 'law' })
    await team.sign()
    await leo.beat()
    expect(await leo.has()).toEqual({})
  })

  it('goes to each stage on its own, oldest first, and brings nobody the content of another', async () => {
    const shop = await releasedDevice(studio, 'sara', 'Shop')
    const desk = await releasedDevice(studio, 'dan', 'Desk')
    await team.make(second('Newer'))
    await team.release(['Shop'])
    await shop.beat()
    await desk.beat()
    expect(await recall(wanted)).toMatchObject({ body: { version: 3 } })
    await team.sign()
    expect(await desk.beat()).toMatchObject({ state: 'installed', version: 3 })
    expect(await desk.has()).toEqual({ 'document refunds': 1, 'job-aid second': 1 })
    // its own waits for a signature still: what it has is not made older by the other
    expect(await shop.beat()).toEqual({ state: 'current', version: 2 })
    expect((await views())[0]).toMatchObject({
      waits: true,
      reach: { reached: 1, lastHeard: [today(1), { heard: 'never' }] },
    })
    await team.sign()
    expect(await shop.beat()).toMatchObject({ state: 'installed', version: 4 })
    expect(await shop.has()).toEqual({ 'document refunds': 1, 'job-aid second': 2 })
    expect(await desk.beat()).toEqual({ state: 'current', version: 3 })
    expect((await views())[0]).toMatchObject({ waits: false, reach: { reached: 2, lastHeard: [{ heard: 'never' }] } })
  })

  it('makes room for itself where another release waits for its signature', async () => {
    await team.make({ ...refundAid('More'), id: 'more' })
    await studio.as('lena')('POST', '/v1/studio/releases', {})
    await recall(wanted)
    const waiting = (await studio.as('lena')('GET', '/v1/studio/releases/waiting')).body
    expect(waiting).toMatchObject({ version: 2, recall: aid, removed: [{ id: 'refund-approval' }] })
  })

  it('is not undone by widening an earlier release that has it', async () => {
    const desk = await releasedDevice(studio, 'dan', 'Desk')
    await team.make({ ...refundAid('Tried in the shop'), id: 'tried' })
    await releasedDevice(studio, 'sara', 'Shop')
    await team.release(['Shop'])
    await recall({ ...wanted, id: 'tried' })
    await team.sign()
    const widen = (departments: unknown) => studio.as('lena')('POST', '/v1/studio/releases/2/stage', { departments })
    for (const departments of ['all', ['Shop', 'Desk']])
      expect(await widen(departments)).toMatchObject({ status: 403, body: { code: 'refused' } })
    await desk.beat()
    expect(await desk.has()).not.toHaveProperty(['job-aid tried'])
  })

  it('reaches a department where nobody works just now: who moves there is not given it', async () => {
    const sara = await releasedDevice(studio, 'sara', 'Shop')
    await releasedDevice(studio, 'dan', 'Desk')
    const tried = { ...wanted, id: 'tried' }
    await team.make({ ...refundAid('Tried in the shop'), id: 'tried' })
    await team.release(['Shop'])
    await team.make({ ...refundAid('More'), id: 'more' })
    await team.release(['Desk'])
    await sara.move('Desk')
    await recall(tried)
    for (const _ of ['Shop', 'Desk']) expect((await team.sign()).status).toBe(200)
    const kim = await releasedDevice(studio, 'kim', 'Shop')
    await kim.beat()
    expect(await kim.has()).not.toHaveProperty(['job-aid tried'])
    expect((await views())[0]).toMatchObject({ waits: false })
  })

  it('goes on in the other departments where a way back was released to some', async () => {
    const shop = await releasedDevice(studio, 'sara', 'Shop')
    const desk = await releasedDevice(studio, 'dan', 'Desk')
    await team.make({ ...refundAid('Newer'), id: 'newer' })
    await team.release()
    await shop.beat()
    await desk.beat()
    const object = { kind: 'job-aid', id: 'newer' }
    expect((await studio.as('lena')('POST', '/v1/studio/rollbacks', { to: 1, object })).body).toMatchObject({
      standing: 'agreed',
    })
    now += 1000
    await recall({ ...wanted, id: 'newer' })
    now += 1000
    await team.release(['Shop'])
    await shop.beat()
    expect(await shop.has()).not.toHaveProperty(['job-aid newer'])
    expect(await shop.recalled()).toMatchObject([{ id: 'newer', reason: 'wrong' }])
    await team.sign()
    await desk.beat()
    expect(await desk.has()).not.toHaveProperty(['job-aid newer'])
    expect((await views())[0]).toMatchObject({ waits: false })
  })

  it('counts devices that were not heard of as unreached, and as hidden once their lease ended where it must be fresh', async () => {
    const leo = await releasedDevice(studio, 'leo')
    const nora = await releasedDevice(studio, 'nora')
    await leo.beat()
    await nora.beat()
    await recall({ ...wanted, id: 'second', reason: 'unsafe' })
    await team.sign()
    await leo.beat()
    const reach = async () => (await views())[0]?.reach
    const silent = (await studio.org.db.selectFrom('device').select('id').where('heard_ms', 'is', null).execute())
      .length
    expect(await reach()).toMatchObject({ reached: 1, hidden: 0, unreached: 1 + silent })
    now += 5 * DAY_MS
    expect(await reach()).toMatchObject({
      hidden: 0,
      lastHeard: [
        { heard: 'this-week', devices: 1 },
        { heard: 'never', devices: silent },
      ],
    })
    now += 3 * DAY_MS
    expect(await reach()).toMatchObject({ reached: 1, hidden: 1, unreached: silent, departments: [] })
  })
})
