import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReviewLoad, ReviewNotes } from '#core/authoring'
import type { Approval } from '#core/releases'
import { requireReviewTime } from '../../../sync/studio/review-load.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let now = Date.parse('2026-11-02T09:00:00Z')
let studio: Studio
let refs: Approval['objects']
const aid = () => refs.find(({ kind }) => kind === 'job-aid') as Approval['objects'][number]

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z')
  studio = await createStudio({ world: { nowMs: () => now } })
  const { taken } = await studio.importAs('amira', refundsDocument(), refundAid())
  refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
})
afterEach(() => studio.remove())

const reserve = (...rows: { person: string; hours: number; domains?: string }[]) =>
  studio.as('lena')('POST', '/v1/studio/readiness/reviewers', {
    base: 0,
    evidence: { state: 'given', on: '2026-11-01', rows, note: null },
  })
const load = async () => (await studio.as('lena')('GET', '/v1/studio/review-load')).body as ReviewLoad
const queueOf = async (person: string) =>
  ((await studio.as(person)('GET', '/v1/studio/reviews')).body as { id: string; sha256: string }[]).map(({ id }) => id)
const more = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...refundAid(`Aid ${n + 1}`), id: `aid-${n + 1}` }))
const note = (person: string, act: string, text: string, of = aid()) =>
  studio.as(person)('POST', '/v1/studio/review-notes', { ...of, act, text })

describe('hours for review', () => {
  it('nothing is drafted where nobody has reserved any, and the refusal says where to enter them', async () => {
    await expect(requireReviewTime(studio.org, ['refund-limits'])).rejects.toMatchObject({
      code: 'no-review-time',
      message: expect.stringContaining('Readiness'),
    })
    await reserve({ person: 'sue', hours: 4 }, { person: 'lena', hours: 4 })
    await expect(requireReviewTime(studio.org, ['refund-limits'])).resolves.toBeUndefined()
  })

  it('hours for one domain are none for another, and hours said a year ago are gone', async () => {
    await reserve({ person: 'sue', hours: 4, domains: 'shipping' }, { person: 'lena', hours: 4 })
    await expect(requireReviewTime(studio.org, ['refund-limits'])).rejects.toMatchObject({ code: 'no-review-time' })
    await expect(requireReviewTime(studio.org, ['shipping'])).resolves.toBeUndefined()
    now = Date.parse('2027-11-02T09:00:00Z')
    await expect(requireReviewTime(studio.org, ['shipping'])).rejects.toMatchObject({ code: 'no-review-time' })
  })

  it('an SME who reviews some domains only signs in no other, by no route', async () => {
    const sue = await studio.signingKey('sue', 'sme')
    await reserve({ person: 'sue', hours: 4, domains: 'shipping' }, { person: 'lena', hours: 4 })
    const { reply } = await studio.approve('sue', 'sme', sue.signer, [aid()])
    expect(reply).toMatchObject({ status: 403, body: { message: expect.stringContaining('you review only') } })
    const queue = (await studio.as('sue')('GET', '/v1/studio/reviews')).body
    expect(queue).toContainEqual(
      expect.objectContaining({ kind: 'job-aid', maySign: [], whyNot: expect.stringContaining('you review only') }),
    )
    await studio.as('lena')('POST', '/v1/studio/readiness/reviewers', {
      base: 1,
      evidence: {
        state: 'given',
        on: '2026-11-01',
        rows: [
          { person: 'sue', hours: 4, domains: 'shipping, refund-limits' },
          { person: 'lena', hours: 4 },
        ],
        note: null,
      },
    })
    expect((await studio.approve('sue', 'sme', sue.signer, [aid()])).reply.status).toBe(200)
  })

  it('once more waits than fits, drafting is refused with what to set aside; setting it aside opens it, putting back shuts it', async () => {
    await reserve({ person: 'sue', hours: 0.25 }, { person: 'lena', hours: 4 })
    await expect(requireReviewTime(studio.org, ['refund-limits'])).resolves.toBeUndefined()
    await studio.importAs('amira', ...more(3))
    const refused = requireReviewTime(studio.org, ['refund-limits'])
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('set aside first: “Aid 1” (8 min)'),
    })
    const before = await load()
    expect(before.domains.find(({ domain }) => domain === 'refund-limits')?.over).toBe(true)
    const [first] = before.drop
    for (const { kind, id } of before.drop)
      await studio.as('lena')('POST', '/v1/studio/review-drops', { kind, id, state: 'dropped' })
    await expect(requireReviewTime(studio.org, ['refund-limits'])).resolves.toBeUndefined()
    expect(await queueOf('sue')).not.toContain(first?.id)
    const after = await load()
    expect(after.dropped.map(({ id }) => id)).toContain(first?.id)
    // the time for review stays what it was
    expect(after.domains.map(({ roles }) => roles.sme.reservedMinutes)).toEqual([15])
    await studio.as('lena')('POST', '/v1/studio/review-drops', { kind: first?.kind, id: first?.id, state: 'back' })
    expect(await queueOf('sue')).toContain(first?.id)
  })

  it('what changes something approved is set aside after what is new', async () => {
    await reserve({ person: 'sue', hours: 0.25 }, { person: 'lena', hours: 0.25 })
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, refs)
    await studio.approve('lena', 'ld', lena.signer, refs)
    await studio.importAs('amira', ...more(5))
    now += 1000
    await studio.importAs('amira', refundAid('Who approves a refund now'))
    const { drop } = await load()
    expect(drop.map(({ id }) => id).sort()).toHaveLength(3)
    expect(drop.map(({ id }) => id)).not.toContain('refund-approval')
  })

  it('offers nothing to set aside where nobody reviews at all: that would not help', async () => {
    expect((await load()).drop).toEqual([])
  })

  it('learns how long reviews take, and keeps nobody’s name with it', async () => {
    const sue = await studio.signingKey('sue', 'sme')
    for (const { sha256 } of refs) {
      await studio.as('sue')('GET', `/v1/studio/reviews/${sha256}`)
      now += 4 * 60_000
    }
    await studio.approve('sue', 'sme', sue.signer, refs)
    const rows = await studio.org.db.selectFrom('review_minutes').selectAll().execute()
    expect(rows.map(({ minutes, role }) => `${role} ${minutes}`)).toEqual(['sme 5', 'sme 5'])
    expect(rows.flatMap((row) => Object.values(row))).not.toContain('sue')
    expect(await studio.org.db.selectFrom('review_opened').selectAll().execute()).toEqual([])
  })
})

describe('a request for changes', () => {
  it('gives it back to its author, signs nothing meanwhile, and is answered by a new version', async () => {
    const sue = await studio.signingKey('sue', 'sme')
    expect((await note('sue', 'changes-requested', 'Which desk?')).status).toBe(200)
    expect(await queueOf('lena')).not.toContain('refund-approval')
    const { reply } = await studio.approve('sue', 'sme', sue.signer, [aid()])
    expect(reply).toMatchObject({ status: 403, body: { code: 'refused' } })
    const tasks = (await studio.as('amira')('GET', '/v1/studio/tasks')).body
    expect(JSON.stringify(tasks)).toContain('Which desk?')
    const { body } = await studio.as('amira')('GET', `/v1/studio/reviews/${aid().sha256}`)
    expect(body).toMatchObject({ maySign: [], notes: [{ act: 'changes-requested', name: 'Sue', version: 1 }] })

    await studio.importAs('amira', refundAid('Who approves a refund at the desk'))
    expect(await queueOf('lena')).toContain('refund-approval')
    const { notes } = (await studio.as('amira')('GET', '/v1/studio/review-notes?kind=job-aid&id=refund-approval'))
      .body as ReviewNotes
    expect(notes.map(({ text }) => text)).toEqual(['Which desk?'])
  })

  it('is taken back by who made it, and by nobody else', async () => {
    await note('sue', 'changes-requested', 'Which desk?')
    await note('lena', 'request-withdrawn', '')
    expect(await queueOf('lena')).not.toContain('refund-approval')
    await note('sue', 'request-withdrawn', '')
    expect(await queueOf('lena')).toContain('refund-approval')
  })

  it.each([
    ['its author, who may comment', 'amira', 'changes-requested', 403],
    ['a learner', 'leo', 'comment', 403],
    ['an author commenting', 'amira', 'comment', 200],
  ])('by %s', async (_, person, act, status) => {
    expect((await note(person, act, 'A word')).status).toBe(status)
  })

  it('on bytes that are no longer the newest is refused', async () => {
    await studio.importAs('amira', refundAid('Another title'))
    expect((await note('sue', 'changes-requested', 'Old')).status).toBe(409)
  })

  it('and what was said stands in the audit log without its words', async () => {
    await note('sue', 'comment', 'Nobody else reads this here')
    const rows = await studio.org.db.selectFrom('audit').select(['action', 'target']).execute()
    expect(rows.map(({ action }) => action)).toContain('review-note-saved')
    expect(JSON.stringify(rows)).not.toContain('Nobody else')
  })
})

it('an approval that does not say what was looked at is refused, one role’s criteria are not the other’s', async () => {
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const said = async (criteria: Approval['criteria']) =>
    (await studio.approve('lena', 'ld', lena.signer, refs, { criteria })).reply
  expect(await said(['accuracy'])).toMatchObject({ status: 403, body: { message: expect.stringContaining('tone') } })
  expect(await said(['tone'])).toMatchObject({ body: { message: expect.stringContaining('compliance') } })
  expect(await said(['tone', 'compliance'])).toMatchObject({ status: 200 })
  expect((await studio.approve('sue', 'sme', sue.signer, refs)).reply.status).toBe(200)
})

it('the queue says what it is about and how long it takes, and the operator reads it for a named reviewer', async () => {
  const { body } = await studio.operator('GET', '/v1/studio/reviews?as=sue')
  expect(body).toMatchObject([
    { id: 'refunds', maySign: ['sme'], minutes: { sme: 2, ld: 2 } },
    { id: 'refund-approval', domains: [{ id: 'refund-limits' }], minutes: { sme: 4, ld: 4 } },
  ])
  expect((await studio.operator('GET', '/v1/studio/reviews?as=amira')).status).toBe(403)
})
