import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addWorkingDays, type ReportBoard, type ReportRow } from '#core/authoring'
import { PROTOCOL } from '#core/events'
import type { MyReport } from '../../../core/engine-api.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { writeServerEvent } from '../../../sync/server-event.ts'
import { studioTasks } from '../../../sync/studio/tasks.ts'
import { type TestDevice, testDevice } from '../../support/engine.ts'
import { eventSource } from '../../support/events.ts'
import { addPerson } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

/** Friday */
const FRIDAY = Date.parse('2026-11-20T10:00:00Z')
const DAY_MS = 86_400_000
const aid = { kind: 'job-aid', id: 'refund-approval' }
let studio: Studio
let nowMs: number
let keys: Awaited<ReturnType<Studio['signingKey']>>[]

beforeEach(async () => {
  nowMs = FRIDAY
  studio = await createStudio({ world: { nowMs: () => nowMs } })
  keys = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
})
afterEach(() => studio.remove())

async function release(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  for (const [i, [person, role]] of (
    [
      ['sue', 'sme'],
      ['lena', 'ld'],
    ] as const
  ).entries())
    expect((await studio.approve(person, role, keys[i]!.signer, refs)).reply.status).toBe(200)
  expect((await studio.publish('lena', keys[1]!.signer)).status).toBe(200)
}
async function enrolled(person = 'leo'): Promise<TestDevice> {
  const device = testDevice(
    (request) => studio.app.fetch(request),
    () => nowMs,
    wordEmbedder(),
  )
  await device.engine.enrol(await enrolmentLink(studio.org, person, 'https://desk.example'))
  return device
}
const board = async (person: string) => (await studio.as(person)('GET', '/v1/studio/reports')).body as ReportBoard
const answer = (person: string, { id }: ReportRow, outcome: string, note: string | null = null) =>
  studio.as(person)('POST', `/v1/studio/reports/${id}`, { answer: { outcome, note } })
const ownerSue = refundsDocument({ owner: 'Sue' })

describe('a report', () => {
  it('made offline reaches the owner of the source after the sync, without a name, and the answer comes back', async () => {
    await release(ownerSue, refundAid())
    const [phone, laptop] = [await enrolled(), await enrolled()]
    phone.online = false
    const passage = { document: 'refunds', passage: 'limits.1' }
    const words = 'The limit is 80 since Monday.'
    const id = phone.newId()
    const report = { problem: 'wrong', version: 1, passage, note: words } as const
    expect(await phone.engine.reportAid(id, aid, report)).toBe('kept')
    expect(await phone.engine.reportAid(id, aid, report)).toBe('kept')
    expect(await phone.engine.reports(aid)).toMatchObject([
      { id, sent: false, answer: null, title: 'Who approves a refund' },
    ])
    expect((await board('sue')).open).toEqual([])

    phone.online = true
    await phone.engine.sync()
    const { open } = await board('sue')
    expect(open).toMatchObject([
      {
        id,
        title: 'Who approves a refund',
        times: 1,
        released: 1,
        owner: { person: 'sue', name: 'Sue' },
        // Friday and five working days
        dueOn: '2026-11-27',
        overdue: false,
        may: ['right'],
        mine: true,
        said: [{ problem: 'wrong', version: 1, passage: { ...passage, title: 'Refunds' }, note: words }],
      },
    ])
    expect(JSON.stringify(open)).not.toMatch(/leo/i)

    expect((await answer('sue', open[0]!, 'right')).status).toBe(400)
    expect((await answer('sue', open[0]!, 'right', 'It begins on 1 December.')).status).toBe(200)
    expect((await answer('sue', open[0]!, 'right', 'Again.')).status).toBe(404)
    for (const device of [phone, laptop]) {
      await device.engine.sync()
      device.online = false
      expect(await device.engine.reports()).toMatchObject([
        { id, sent: true, answer: { outcome: 'right', by: 'Sue', note: 'It begins on 1 December.', version: null } },
      ])
    }
    expect((await board('sue')).open).toEqual([])
    expect((await board('sue')).answered).toMatchObject([
      { answer: { outcome: 'right', by: 'Sue' }, said: [{ note: words }] },
    ])
    const audit = await studio.org.db.selectFrom('audit').selectAll().where('action', 'like', 'report%').execute()
    expect(JSON.stringify(audit)).not.toMatch(/leo|limit is 80|December/)
  })

  it('is answered as fixed or withdrawn only once that is true', async () => {
    await release(ownerSue, refundAid())
    const phone = await enrolled()
    await phone.engine.reportAid(phone.newId(), aid, { problem: 'out-of-date', version: 1 })
    await phone.engine.sync()
    const [early] = (await board('lena')).open
    for (const outcome of ['fixed', 'withdrawn'])
      expect(await answer('lena', early!, outcome)).toMatchObject({ status: 403, body: { code: 'refused' } })
    await release(refundAid('Who approves a refund now'))
    expect((await board('lena')).open).toMatchObject([{ released: 2, may: ['fixed', 'right'] }])
    // nobody keeps it from being fixed by naming a version there never was
    await phone.engine.reportAid(phone.newId(), aid, { problem: 'out-of-date', version: 1_000_000 })
    await phone.engine.sync()
    expect((await board('lena')).open).toMatchObject([{ times: 2, may: ['fixed', 'right'] }])
    const row = (await board('lena')).open[0]
    expect((await answer('lena', row!, 'fixed')).status).toBe(200)
    await phone.engine.sync()
    const fixed = { answer: { outcome: 'fixed', version: 2, by: 'Lena' } }
    expect(await phone.engine.reports()).toMatchObject([fixed, fixed])
  })

  it('is due in one working day where what must be fresh is wrong, and stands in the tasks until it is answered', async () => {
    await release(ownerSue, refundAid('Safety', { mustBeFresh: true }))
    const phone = await enrolled()
    await phone.engine.reportAid(phone.newId(), aid, { problem: 'wrong', version: 1 })
    await phone.engine.sync()
    expect((await board('sue')).open).toMatchObject([{ dueOn: '2026-11-23', overdue: false }])
    nowMs += 4 * DAY_MS
    const task = (await studioTasks(studio.org)).find(({ kind }) => kind === 'report')
    expect(task).toMatchObject({ owner: 'Sue', dueOn: '2026-11-23', overdue: true, to: '/studio/reports' })
    const [row] = (await board('sue')).open
    await answer('sue', row!, 'right', 'It is right.')
    expect((await studioTasks(studio.org)).filter(({ kind }) => kind === 'report')).toEqual([])
  })

  it('goes to its author where no owner is known here, else to the learning team; other authors do not see it', async () => {
    await addPerson(studio.org, 'anna', ['author'])
    await release(refundsDocument(), refundAid())
    const phone = await enrolled()
    await phone.engine.reportAid(phone.newId(), aid, { problem: 'unclear', version: 1 })
    await phone.engine.sync()
    expect((await board('amira')).open).toMatchObject([{ owner: { person: 'amira' }, mine: true }])
    expect((await board('anna')).open).toEqual([])
    expect((await studio.as('leo')('GET', '/v1/studio/reports')).status).toBe(403)
    const [row] = (await board('amira')).open
    expect((await answer('anna', row!, 'right', 'No.')).status).toBe(404)
    await studio.org.db.updateTable('person').set({ roles: '["learner"]' }).where('id', '=', 'amira').execute()
    expect((await board('lena')).open).toMatchObject([{ owner: { person: '', name: 'the learning team' } }])
  })

  it('is not taken a fourth time on one aid before an answer, and a thousand forced ones are one line', async () => {
    await release(ownerSue, refundAid())
    const phone = await enrolled()
    const report = { problem: 'wrong', version: 1 } as const
    for (let i = 0; i < 3; i++) expect(await phone.engine.reportAid(phone.newId(), aid, report)).toBe('kept')
    expect(await phone.engine.reportAid(phone.newId(), aid, report)).toBe('enough-here')
    expect(await phone.engine.reports()).toHaveLength(3)
    for (let i = 0; i < 17; i++) await phone.engine.reportAid(phone.newId(), { ...aid, id: `other-${i}` }, report)
    expect(await phone.engine.reportAid(phone.newId(), { ...aid, id: 'one-more' }, report)).toBe('enough-today')
    await phone.engine.sync()

    const source = eventSource(7, FRIDAY + 60_000)
    const forced = Array.from({ length: 1000 }, () =>
      source.event({ kind: 'aid-reported', v: 2, data: { ...aid, ...report, note: 'x' } }),
    )
    for (let i = 0; i < 1000; i += 200) {
      const events = forced.slice(i, i + 200)
      const reply = await studio.as('leo')('POST', '/v1/sync', { proto: PROTOCOL, now: nowMs, gen: 0, events })
      expect(reply.status).toBe(200)
    }
    const { open } = await board('sue')
    expect(open).toMatchObject([{ times: 1003 }])
    expect(open[0]?.said).toHaveLength(3)
    // objects there are not are nobody's work
    expect(open).toHaveLength(1)
    await answer('sue', open[0]!, 'right', 'Thank you, that is known.')
    await phone.engine.sync()
    const mine: MyReport[] = await phone.engine.reports(aid)
    expect(mine).toHaveLength(1003)
    expect(mine.every((one) => one.answer?.outcome === 'right')).toBe(true)
  })

  it('is gone with what its person had erased', async () => {
    await release(ownerSue, refundAid())
    const phone = await enrolled()
    await phone.engine.reportAid(phone.newId(), aid, { problem: 'wrong', version: 1, note: 'Call me, Leo' })
    await phone.engine.sync()
    const [row] = (await board('sue')).open
    await studio.org.db.deleteFrom('event').where('learner', '=', 'leo').execute()
    expect(await board('sue')).toMatchObject({ open: [], answered: [] })
    expect((await answer('sue', row!, 'right', 'No.')).status).toBe(404)
  })
})

describe('what the server decides', () => {
  it('cannot be written as what a device does', async () => {
    const data = { ...aid, problem: 'wrong' as const }
    const written = studio.org.db
      .transaction()
      .execute((db) => writeServerEvent(studio.org, db, 'leo', 'aid-reported', data))
    await expect(written).rejects.toMatchObject({ code: 'bad-input' })
  })
})

it('working days leave out Saturday and Sunday', () => {
  expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23')
  expect(addWorkingDays('2026-11-21', 1)).toBe('2026-11-23')
  expect(addWorkingDays('2026-11-23', 5)).toBe('2026-11-30')
  expect(addWorkingDays('2026-12-28', 5)).toBe('2027-01-04')
})
