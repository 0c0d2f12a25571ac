import { afterEach, expect, it } from 'vitest'
import { StudioSummary } from '#core/authoring'
import { parse } from '#core/base'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
afterEach(() => studio.remove())

const summary = async (person = 'lena') =>
  parse(StudioSummary, (await studio.as(person)('GET', '/v1/studio/summary')).body, 'summary')
const open = async () => (await summary()).start.filter(({ state }) => state === 'open').map(({ step }) => step)

const statement = { verb: 'Refund', object: 'a purchase', condition: 'at the desk', standard: 'within the limit of 50' }
const competency = {
  kind: 'competency',
  id: 'refunds-within-limits',
  body: {
    title: 'Keep to refund limits',
    statement,
    subCompetencies: [{ id: 'refund-limits', title: 'Refund limits', statement }],
    provenance: [{ person: 'Sam', on: '2026-01-01', evidence: 'observation' }],
  },
}

it('leads from an empty server to an own aid on a learner’s device, and is gone then', async () => {
  studio = await createStudio()
  expect(await open()).toContain('people')
  for (const person of ['amira', 'sue']) await studio.as(person)('GET', '/v1/me')
  expect(await open()).toEqual(['keys', 'map', 'source', 'hours', 'brief', 'draft', 'review', 'release', 'seen'])

  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  expect(await open()).not.toContain('keys')

  const sign = async (...objects: unknown[]) => {
    const { taken, refused } = await studio.importAs('amira', ...objects)
    expect(refused).toEqual([])
    const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    return async () => {
      expect((await studio.approve('sue', 'sme', sue.signer, refs)).reply.status).toBe(200)
      expect((await studio.approve('lena', 'ld', lena.signer, refs)).reply.status).toBe(200)
    }
  }
  await (await sign(refundsDocument()))()
  expect(await open()).toEqual(['map', 'hours', 'brief', 'draft', 'review', 'release', 'seen'])

  const signAid = await sign(refundAid())
  expect(await open()).toEqual(['map', 'review', 'release', 'seen'])
  await signAid()
  expect(await open()).toEqual(['map', 'release', 'seen'])
  expect((await studio.publish('lena', lena.signer)).status).toBe(200)
  expect(await open()).toEqual(['seen'])
  expect((await summary()).releases).toEqual({ waiting: null, last: { version: 1, stage: null } })

  const id = '01a00000-0000-7000-8000-000000000001'
  const event = { id, gen: 1, kind: 'release-installed', v: 1, at: new Date(studio.org.nowMs()).toISOString(), n: 1 }
  const body = JSON.stringify({ ...event, release: 1, data: { version: 1 } })
  await studio.org.db
    .insertInto('event')
    .values({ learner: 'leo', id, bucket: '2026-11', kind: 'release-installed', body, received_ms: 0 })
    .execute()
  expect((await summary()).start).toEqual([])
}, 30_000)

it('counts what each area’s own screen would, and is for those who work on content', async () => {
  studio = await createStudio()
  expect(
    (await studio.importAs('amira', competency, refundsDocument(), refundsDocument({ owner: undefined }))).refused,
  ).toEqual([])
  const { start: _start, ...lines } = await summary()
  expect(lines).toMatchObject({
    framework: { competencies: 1, open: 0 },
    roles: { all: 0, stale: 0, due: 0 },
    gaps: { active: 0, most: 3, all: 0 },
    sources: { all: 1, incomplete: 1, flagged: 0 },
    pairs: { blocked: 0, open: 0, waiting: 1 },
    freshness: { share: 1, overdue: 0 },
    changes: { all: 0, released: 0 },
    tags: { ran: false, proposals: 0, untagged: 0 },
    objects: { all: 1, writing: 0, back: 0 },
    briefs: { open: 0, without: 0 },
    releases: { waiting: null, last: null },
  })
  expect((await studio.operator('GET', '/v1/studio/summary')).status).toBe(200)
  expect((await studio.as('leo')('GET', '/v1/studio/summary')).status).toBe(403)
})
