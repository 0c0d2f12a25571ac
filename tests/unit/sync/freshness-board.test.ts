import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from '#core/base'
import { FreshnessBoard } from '#core/knowledge'
import { recordHistory } from '../../../sync/studio/records.ts'
import { REMINDER } from '../../../sync/studio/review-reminder.ts'
import { giveReminders } from '../../../sync/studio/review-reminders.ts'
import { testDevice } from '../../support/engine.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

const DAY_MS = 86_400_000
let studio: Studio
let nowMs: number
const at = (day: string) => {
  nowMs = Date.parse(`${day}T12:00:00Z`)
}
beforeEach(async () => {
  at('2026-05-04')
  studio = await createStudio({ world: { nowMs: () => nowMs } })
})
afterEach(() => studio.remove())

const documentOf = (id: string, reviewBy: string | undefined, more: Record<string, unknown> = {}) => ({
  ...refundsDocument({ title: id, path: `desk/${id}.md`, reviewBy, ...more }),
  id,
})
const board = async () => {
  const { body } = await studio.as('lena')('GET', '/v1/studio/freshness')
  return parse(FreshnessBoard, body, 'board')
}
async function sign(...objects: unknown[]) {
  const refs = (await studio.importAs('amira', ...objects)).taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  await studio.approve('sue', 'sme', sue.signer, refs)
  await studio.approve('lena', 'ld', lena.signer, refs)
  return lena
}
/** Events of people who opened an aid, as the server keeps them. */
async function opened(people: number, ref: { kind: string; id: string }) {
  for (let i = 0; i < people; i++)
    await studio.org.db
      .insertInto('event')
      .values({
        learner: `person-${i}`,
        id: `019a7b2c-0000-7000-8000-${String(i).padStart(12, '0')}`,
        bucket: '2026-05',
        kind: 'aid-opened',
        body: JSON.stringify({ data: { ...ref, from: 'nudge' } }),
        received_ms: nowMs - DAY_MS,
      })
      .execute()
}

describe('freshness board', () => {
  it('tells documents apart by their day of review, by domain, with the trend as it was on each day', async () => {
    at('2026-03-02')
    await studio.importAs(
      'amira',
      documentOf('past', '2026-04-01'),
      documentOf('soon', '2026-05-20'),
      documentOf('later', '2027-01-01', { competencies: ['returns'] }),
      documentOf('undated', undefined, { competencies: [] }),
    )
    at('2026-05-04')
    const { counts, domains, trend, rows } = await board()
    expect(counts).toEqual({ inDate: 1, due: 1, overdue: 1, noDate: 1 })
    expect(domains.map(({ domain, counts: of }) => [domain, of.overdue])).toEqual([
      ['refund-limits', 1],
      ['folder:desk', 0],
      ['returns', 0],
    ])
    expect(rows.map(({ document, state, daysLeft }) => [document, state, daysLeft])).toEqual([
      ['past', 'overdue', -33],
      ['undated', 'no-date', null],
      ['soon', 'due', 16],
      ['later', 'in-date', 242],
    ])
    expect(trend[0]).toEqual({ day: '2026-03-02', counts: { inDate: 2, due: 1, overdue: 0, noDate: 1 } })
    expect(trend.at(-1)).toEqual({ day: '2026-05-04', counts })
  })

  it('goes by the version that counts: a draft with a later day does not bring a document into date', async () => {
    await sign(documentOf('limits', '2026-04-01'))
    expect((await board()).counts).toMatchObject({ overdue: 1 })
    const reviewed = await studio.as('amira')('POST', '/v1/studio/freshness/reviewed', { document: 'limits' })
    expect(reviewed.body).toMatchObject({ state: 'saved', version: 2, reviewBy: '2027-05-04' })
    expect((await board()).counts).toMatchObject({ overdue: 1 })
    await sign(documentOf('limits', '2027-05-04'))
    expect((await board()).counts).toMatchObject({ overdue: 0, inDate: 1 })
  })

  it('follows the cadence of the domain, which L&D sets', async () => {
    await studio.importAs('amira', documentOf('limits', '2026-04-01'))
    const set = { domain: 'refund-limits', months: 3 }
    expect((await studio.as('amira')('POST', '/v1/studio/freshness/cadence', set)).status).toBe(403)
    expect((await studio.as('lena')('POST', '/v1/studio/freshness/cadence', set)).status).toBe(200)
    expect((await board()).domains).toMatchObject([{ domain: 'refund-limits', cadenceMonths: 3 }])
    const reviewed = await studio.as('amira')('POST', '/v1/studio/freshness/reviewed', { document: 'limits' })
    expect(reviewed.body).toMatchObject({ reviewBy: '2026-08-04' })
    const past = { document: 'limits', reviewBy: '2026-05-04' }
    expect((await studio.as('amira')('POST', '/v1/studio/freshness/reviewed', past)).status).toBe(400)
  })

  it('puts much used and out of date first, and says nothing of what fewer than ten people opened', async () => {
    const lena = await sign(
      documentOf('a-quiet', '2026-04-01'),
      documentOf('z-used', '2026-04-20'),
      { ...refundAid('Used', onPassage('z-used')), id: 'used' },
      { ...refundAid('Quiet', onPassage('a-quiet')), id: 'quiet' },
    )
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
    await opened(9, { kind: 'job-aid', id: 'used' })
    expect((await board()).rows.map(({ document, use }) => [document, use])).toEqual([
      ['a-quiet', null],
      ['z-used', null],
    ])
    await studio.org.db.deleteFrom('event').execute()
    await opened(24, { kind: 'job-aid', id: 'used' })
    expect((await board()).rows.map(({ document, use, resting }) => [document, use, resting])).toEqual([
      ['z-used', 20, 1],
      ['a-quiet', null, 1],
    ])
  })

  it('reminds the owner twice before the day, on record, and never again for the same day', async () => {
    await studio.importAs('amira', documentOf('limits', '2026-06-10', { owner: 'Amira' }))
    const days: string[] = []
    for (let day = 0; day < 45; day++) {
      if ((await giveReminders(studio.org)) > 0) days.push(new Date(nowMs).toISOString().slice(0, 10))
      nowMs += DAY_MS
    }
    expect(days).toEqual(['2026-05-11', '2026-06-03'])
    const given = await recordHistory(studio.org.db, REMINDER, 'limits')
    expect(given.map(({ body }) => body)).toEqual([
      { reviewBy: '2026-06-10', daysBefore: 7, owner: 'Amira', person: 'amira' },
      { reviewBy: '2026-06-10', daysBefore: 30, owner: 'Amira', person: 'amira' },
    ])
  })

  it('shows a learner the day a source is past its review, offline, by the clock of the device', async () => {
    const lena = await sign(refundsDocument({ reviewBy: '2026-05-05' }), refundAid())
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
    const device = testDevice(
      (request) => studio.app.fetch(request),
      () => nowMs,
      wordEmbedder(),
    )
    const link = (await studio.operator('POST', '/v1/studio/enrolments', { person: 'leo' })).body as { path: string }
    await device.engine.enrol(`http://127.0.0.1:1${link.path}`)
    device.online = false
    const overdue = async () =>
      (await device.engine.open({ kind: 'job-aid', id: 'refund-approval' }))?.trust.sources.map((s) => s.overdueSince)
    at('2026-05-05')
    expect(await overdue()).toEqual([null])
    at('2026-05-06')
    expect(await overdue()).toEqual(['2026-05-05'])
  })

  it('is for those who work on content', async () => {
    expect((await studio.as('leo')('GET', '/v1/studio/freshness')).status).toBe(403)
    expect((await studio.operator('GET', '/v1/studio/freshness')).status).toBe(200)
  })
})

const onPassage = (document: string) => ({
  parts: [{ blocks: [{ block: 'text', text: document }], sources: [{ document, passage: 'limits.1' }] }],
})
