import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bucketOf, type LearningEvent, PROTOCOL, type SyncReply, sumsOf } from '#core/events'
import { createApp } from '../../../sync/app.ts'
import { eventSource } from '../../support/events.ts'
import { addDevice, type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

let test: TestOrganisation
let credential: string
beforeEach(async () => {
  test = await testOrganisation()
  credential = await addDevice(test.org, 'leo')
})
afterEach(() => test.remove())

async function post(more: Record<string, unknown>, as = credential) {
  const body = JSON.stringify({ proto: PROTOCOL, now: 0, gen: 0, events: [], ...more })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${as}` }
  return createApp(test.org).request('/v1/sync', { method: 'POST', headers, body })
}
const sync = async (more: Record<string, unknown>, as?: string): Promise<SyncReply> => (await post(more, as)).json()
const stored = () => test.org.db.selectFrom('event').selectAll().execute()

describe('POST /v1/sync', () => {
  it('takes events once, however often they come, and counts what is really new', async () => {
    const { event } = eventSource()
    const events = [event(), event(), event()]
    const first = await sync({ events })
    const again = await sync({ events: [...events, events[0]] })
    expect(await stored()).toHaveLength(3)
    expect(first.sums).toEqual(sumsOf(events))
    expect(again.sums).toEqual(first.sums)
    expect(again.refused).toEqual([])
  })

  it('takes the learner from the credential, whatever the body says', async () => {
    const event = eventSource().event()
    await sync({ events: [event], learner: 'sam', person: 'sam', tenant: 'other' })
    expect((await stored()).map((row) => row.learner)).toEqual(['leo'])
    const other = await sync({ ids: { [bucketOf(event.id)]: [] } }, await addDevice(test.org, 'sam'))
    expect(other).toMatchObject({ give: [], sums: {} })
  })

  it('keeps the first of two bodies with one id, says which is refused, and logs it', async () => {
    const event = eventSource().event()
    await sync({ events: [event] })
    const reply = await sync({ events: [{ ...event, data: { hits: 999 } }] })
    expect(reply.refused).toEqual([{ id: event.id, why: 'conflict' }])
    expect(reply.sums).toEqual(sumsOf([event]))
    const audit = await test.org.db.selectFrom('audit').selectAll().execute()
    expect(audit.map((row) => [row.action, row.target])).toEqual([['event-conflict', `1 from ${event.id}`]])
  })

  it('takes the good events beside bad ones, and says of each why', async () => {
    const { event } = eventSource()
    const [good, badData, future, forged] = [event(), event(), event(), event()]
    const events = [
      'no event',
      { id: 'no-id' },
      { ...badData, data: { hits: 1, query: 'what was typed' } },
      { ...event(), data: { hits: 1, pad: 'x'.repeat(9000) } },
      { ...future, gen: 3 },
      { ...forged, kind: 'challenge-decided', data: {} },
      good,
    ]
    const reply = await sync({ events })
    expect(reply.refused.map((one) => one.why).sort()).toEqual(
      ['bad-event', 'bad-event', 'bad-event', 'bad-data', 'other-generation', 'server-only'].sort(),
    )
    expect((await stored()).map((row) => row.id)).toEqual([good.id])
  })

  it('refuses nothing for its clock', async () => {
    const events = [0, Date.UTC(1970, 0, 2), Date.UTC(2100, 5, 5), 2 ** 48 - 5000].map((ms, seed) =>
      eventSource(seed, ms).event({ at: -62135596800000 }),
    )
    const reply = await sync({ events })
    expect(reply.refused).toEqual([])
    expect(await stored()).toHaveLength(4)
  })

  it('keeps kinds and versions it does not know, and hands them on unchanged', async () => {
    const { event } = eventSource()
    const unknown = event({ kind: 'never-heard-of', v: 7, data: { z: 1, a: { deep: ['x', null] } } })
    const newer = event({ v: 99, data: { hits: 1, more: 'later' } })
    await sync({ events: [unknown, newer] })
    const reply = await sync({ ids: { [bucketOf(unknown.id)]: [] } }, await addDevice(test.org, 'leo', 'leo-laptop'))
    expect(reply.give).toEqual([unknown, newer])
  })

  it('gives and wants page by page, and says that there is more', async () => {
    const { event } = eventSource()
    const all: LearningEvent[] = Array.from({ length: 450 }, () => event())
    for (let i = 0; i < 450; i += 150) await sync({ events: all.slice(i, i + 150) })
    const month = '2026-11'
    const page = await sync({ ids: { [month]: [] } })
    expect(page.give).toHaveLength(200)
    expect(page.more).toEqual([month])
    const ids = all.map((one) => one.id)
    const span = { after: ids[399], upTo: ids[449] }
    const last = await sync({ ids: { [month]: ids.slice(400, 449) }, spans: { [month]: span } })
    expect(last.give.map((one) => (one as LearningEvent).id)).toEqual([ids[449]])
    expect(last.more).toEqual([])
    const { id } = eventSource(9)
    const foreign = Array.from({ length: 300 }, id)
    const wants = await sync({ ids: { [month]: [...ids, ...foreign] } })
    expect(wants.want).toEqual(foreign.slice(0, 200))
    expect(wants.more).toEqual([month])
  })

  it('tells a device of another generation so, and takes and gives nothing', async () => {
    await sync({ events: [eventSource().event()] })
    await test.org.db.updateTable('learner').set({ gen: 2, floor: '2026-01' }).execute()
    const reply = await sync({ events: [eventSource(2).event()], ids: { '2026-11': [] } })
    expect(reply).toMatchObject({ gen: 2, floor: '2026-01', sums: {}, give: [], want: [] })
    expect(await stored()).toHaveLength(1)
  })

  it('answers 400 to what is no request and 401 to nobody', async () => {
    expect((await post({ proto: 99 })).status).toBe(400)
    expect((await post({ events: Array.from({ length: 201 }, () => ({})) })).status).toBe(400)
    expect((await post({ ids: { '2026-11': Array.from({ length: 2001 }, eventSource().id) } })).status).toBe(400)
    expect((await post({}, 'nobody-'.repeat(5))).status).toBe(401)
  })

  it('stores nothing of a request when the transaction fails', async () => {
    const reply = await createApp(test.org).request('/v1/sync', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
      body: '{"proto":1,"now":0,"gen":0,"events":[',
    })
    expect(reply.status).toBe(400)
    expect(await stored()).toEqual([])
  })
})
