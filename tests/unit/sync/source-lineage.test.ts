import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { testDevice } from '../../support/engine.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

let studio: Studio
let sue: Awaited<ReturnType<Studio['signingKey']>>
let lena: Awaited<ReturnType<Studio['signingKey']>>
let nowMs = Date.parse('2026-05-04T09:00:00Z')
beforeEach(async () => {
  nowMs = Date.parse('2026-05-04T09:00:00Z')
  studio = await createStudio({ world: { nowMs: () => nowMs } })
  sue = await studio.signingKey('sue', 'sme')
  lena = await studio.signingKey('lena', 'ld')
})
afterEach(() => studio.remove())

const passage = (id: string, text: string) => ({
  id,
  path: [id],
  blocks: [{ block: 'text', text }],
  text,
  sha256: sha256Hex(text),
})
const limits = 'Up to 50 without asking.'
const evidence = 'A photo of the goods.'
const late = 'After 30 days ask the team lead.'
const threeRules = (...passages: ReturnType<typeof passage>[]) => refundsDocument({ passages })
const before = () => threeRules(passage('limits.1', limits), passage('evidence.1', evidence), passage('late.1', late))
const aid = (id: string, ...passages: string[]) => ({
  ...refundAid(id, {
    parts: [
      {
        blocks: [{ block: 'text', text: `About ${id}` }],
        sources: passages.map((each) => ({ document: 'refunds', passage: each })),
      },
    ],
  }),
  id,
})

async function sign(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  for (const [person, role, key] of [
    ['sue', 'sme', sue],
    ['lena', 'ld', lena],
  ] as const) {
    const { reply } = await studio.approve(person, role, key.signer, refs)
    expect(reply).toMatchObject({ status: 200 })
  }
}
async function phone(send = (request: Request) => studio.app.fetch(request)) {
  const device = testDevice(send, () => nowMs, wordEmbedder())
  const reply = await studio.operator('POST', '/v1/studio/enrolments', { person: 'leo' })
  await device.engine.enrol(`http://127.0.0.1:1${(reply.body as { path: string }).path}`)
  return device
}
type Phone = Awaited<ReturnType<typeof phone>>
const shown = async ({ engine }: Phone, id: string) =>
  (await engine.open({ kind: 'job-aid', id }))?.trust.sources.map(({ passage: at, change }) => [at, change])

async function released() {
  await sign(before(), aid('limits', 'limits.1'), aid('both', 'limits.1', 'evidence.1'), aid('late', 'late.1'))
  expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
  return phone()
}

describe('lineage by passage', () => {
  it('marks exactly what rests on an edited paragraph, on a device that was offline, after one look', async () => {
    const device = await released()
    expect(await shown(device, 'limits')).toEqual([['limits.1', null]])
    device.online = false
    await studio.importAs(
      'amira',
      threeRules(
        passage('limits.1', 'Up to 80 without asking.'),
        passage('evidence.1', evidence),
        passage('late.1', late),
      ),
    )
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', null]])
    device.online = true
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', 'edited']])
    expect(await shown(device, 'both')).toEqual([
      ['limits.1', 'edited'],
      ['evidence.1', null],
    ])
    expect(await shown(device, 'late')).toEqual([['late.1', null]])
  })

  it('says changed once both have signed the change, and nothing again once the aid rests on it', async () => {
    const device = await released()
    const edited = threeRules(
      passage('limits.1', 'Up to 80 without asking.'),
      passage('evidence.1', evidence),
      passage('late.1', late),
    )
    await sign(edited)
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', 'changed']])
    await sign(aid('limits', 'limits.1'))
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', null]])
    expect(await shown(device, 'both')).toEqual([
      ['limits.1', 'changed'],
      ['evidence.1', null],
    ])
  })

  it('takes the same words under another heading for the same passage', async () => {
    const device = await released()
    await sign(threeRules(passage('amounts.1', limits), passage('evidence.1', evidence), passage('late.1', late)))
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', null]])
  })

  it('does not take words that stood there all along for the passage that changed', async () => {
    await sign(threeRules(passage('a.1', limits), passage('b.1', limits)), aid('limits', 'a.1'))
    expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
    const device = await phone()
    await studio.importAs('amira', threeRules(passage('a.1', 'Up to 80.'), passage('b.1', limits)))
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['a.1', 'edited']])
  })

  it('goes on without marks when their list is not what the time statement names, and asks again', async () => {
    let harm = false
    await released()
    const device = await phone(async (request) => {
      const reply = await studio.app.fetch(request)
      if (!harm || !request.url.includes('/v1/objects/')) return reply
      return new Response(JSON.stringify({ typ: 'source-marks', tenant: 'larkfield', marks: [] }), reply)
    })
    await studio.importAs('amira', threeRules(passage('limits.1', 'Up to 80.'), passage('evidence.1', evidence)))
    harm = true
    expect(await device.engine.refresh()).toMatchObject({ version: 1, refused: null, lease: 'fresh' })
    expect(await shown(device, 'limits')).toEqual([['limits.1', null]])
    harm = false
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', 'edited']])
  })

  it('hands the list to enrolled devices alone, and no draft with it', async () => {
    await released()
    const { taken } = await studio.importAs('amira', threeRules(passage('limits.1', 'Up to 80.')))
    await studio.app.request('/v1/time')
    const row = await studio.org.db.selectFrom('source_marks').select('sha256').executeTakeFirstOrThrow()
    expect((await studio.nobody('GET', `/v1/objects/${row.sha256}`)).status).toBe(401)
    const list = await studio.as('leo')('GET', `/v1/objects/${row.sha256}`)
    expect(JSON.stringify(list.body)).not.toContain('Up to')
    expect((await studio.as('leo')('GET', `/v1/objects/${taken[0]?.sha256}`)).status).toBe(404)
  })

  it('lists for its owner what was there, what is there now and the words between', async () => {
    await released()
    await studio.importAs(
      'amira',
      threeRules(passage('limits.1', 'Up to 80 without asking.'), passage('evidence.1', evidence)),
    )
    const list = await studio.as('lena')('GET', '/v1/studio/lineage')
    expect(list.body).toMatchObject({
      rows: [
        { kind: 'job-aid', id: 'both', sources: 1 },
        { kind: 'job-aid', id: 'late', sources: 1 },
        { kind: 'job-aid', id: 'limits', released: true, change: 'edited', owner: 'Head of Customer Service' },
      ],
    })
    const one = await studio.as('lena')('GET', '/v1/studio/lineage/object?kind=job-aid&id=limits')
    expect(one.body).toMatchObject({
      title: 'limits',
      sources: [
        {
          document: 'refunds',
          passage: 'limits.1',
          words: [
            { change: 'same', text: 'Up to' },
            { change: 'removed', text: ' 50' },
            { change: 'added', text: ' 80' },
            { change: 'same', text: ' without asking.' },
          ],
        },
      ],
    })
    const gone = await studio.as('lena')('GET', '/v1/studio/lineage/object?kind=job-aid&id=late')
    expect(gone.body).toMatchObject({ sources: [{ passage: 'late.1', before: late, after: null }] })
  })

  it('makes the next version on the text as it is now, as a draft under who says so', async () => {
    const device = await released()
    await sign(
      threeRules(
        passage('limits.1', 'Up to 80 without asking.'),
        passage('evidence.1', evidence),
        passage('late.1', late),
      ),
    )
    const reply = await studio.as('amira')('POST', '/v1/studio/lineage/recite', { kind: 'job-aid', id: 'limits' })
    expect(reply.body).toMatchObject({ state: 'saved', version: 2 })
    expect((await studio.as('lena')('GET', '/v1/studio/lineage')).body).toMatchObject({
      rows: [{ id: 'both' }, { id: 'limits', state: 'draft-waits', version: 2 }],
    })
    await device.engine.refresh()
    expect(await shown(device, 'limits')).toEqual([['limits.1', 'changed']])
  })
})
