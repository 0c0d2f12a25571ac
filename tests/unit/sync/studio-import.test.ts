import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const bodyOf = async (kind: string) => {
  const { body } = await studio.as('amira')('GET', `/v1/studio/objects?latest=1&kind=${kind}&bodies=1`)
  return (body as { body: Record<string, unknown>; version: number; state: string }[])[0]
}

describe('import of objects', () => {
  it('completes sources with the hash of the passage as it reads now', async () => {
    await studio.importAs('amira', refundAid(), refundsDocument())
    expect(await bodyOf('job-aid')).toMatchObject({
      version: 1,
      body: {
        parts: [
          { sources: [{ document: 'refunds', passage: 'limits.1', sha256: sha256Hex('Up to 50 without asking.') }] },
        ],
      },
    })
  })

  it('takes the same text as the same, and a changed one as the next version', async () => {
    await studio.importAs('amira', refundsDocument(), refundAid())
    expect((await studio.importAs('amira', refundAid())).taken).toMatchObject([{ state: 'same', version: 1 }])
    expect((await studio.importAs('sam', refundAid('New'))).taken).toMatchObject([{ state: 'changed', version: 2 }])
    const { body } = await studio.as('amira')('GET', '/v1/studio/objects?latest=1&kind=job-aid')
    expect(body).toMatchObject([{ version: 2, authors: ['sam', 'amira'] }])
  })

  it('makes an aid of its own next version when the passage it rests on has changed', async () => {
    await studio.importAs('amira', refundsDocument(), refundAid())
    await studio.importAs('amira', refundsDocument({}, 80))
    const lena = await studio.as('lena')('GET', '/v1/studio/reviews')
    const aid = (lena.body as { kind: string; sha256: string }[]).find(({ kind }) => kind === 'job-aid')
    const detail = await studio.as('lena')('GET', `/v1/studio/reviews/${aid?.sha256}`)
    expect(detail.body).toMatchObject({ sources: [{ text: 'Up to 80 without asking.' }] })
    expect((await studio.importAs('amira', refundAid())).taken).toMatchObject([{ state: 'changed', version: 2 }])
  })

  it.each([
    ['an unknown kind', { kind: 'poem', id: 'x', body: {} }, /no content kind/],
    ['a body that does not fit', refundAid('x', { format: 'song' }), /format/],
    ['an id that is no id', { ...refundAid(), id: 'Not An Id' }, /id/],
    ['an unknown passage', refundAid('x', partsOn('limits.9')), /no passage "limits.9"/],
    ['an unknown document', refundAid('x', partsOn('limits.1', 'returns')), /no document "returns"/],
    ['an item whose task its type does not take', { kind: 'item', id: 'i', body: brokenItem }, /./],
  ])('refuses %s, by name, and takes the others', async (_, object, reason) => {
    const { taken, refused } = await studio.importAs('amira', object, refundsDocument())
    expect(taken).toMatchObject([{ kind: 'document', state: 'new' }])
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatch(reason)
  })

  it('refuses to cite an incomplete document, which itself is kept for authors and offered to no reviewer', async () => {
    const { taken, refused } = await studio.importAs('amira', refundsDocument({ owner: undefined }), refundAid())
    expect(taken).toMatchObject([{ kind: 'document' }])
    expect(refused[0]?.reason).toMatch(/lacks owner/)
    expect(await bodyOf('document')).toMatchObject({ state: 'incomplete' })
    expect((await studio.as('sue')('GET', '/v1/studio/reviews')).body).toEqual([])
    const sue = await studio.signingKey('sue', 'sme')
    const approval = await studio.approve(
      'sue',
      'sme',
      sue.signer,
      taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 })),
    )
    expect(approval.reply).toMatchObject({ status: 403, body: { code: 'refused' } })
  })

  it('is for authors: by their device, or by the operator in their name', async () => {
    const body = { objects: [refundsDocument()] }
    expect((await studio.as('leo')('POST', '/v1/studio/objects', body)).status).toBe(403)
    expect((await studio.operator('POST', '/v1/studio/objects', body)).status).toBe(403)
    expect((await studio.operator('POST', '/v1/studio/objects', { ...body, as: 'lena' })).status).toBe(403)
    expect((await studio.as('amira')('POST', '/v1/studio/objects', { ...body, as: 'sam' })).status).toBe(403)
    expect((await studio.operator('POST', '/v1/studio/objects', { ...body, as: 'amira' })).status).toBe(200)
  })

  it('stands in the audit log under the author, with object and version', async () => {
    await studio.operator('POST', '/v1/studio/objects', { as: 'amira', objects: [refundsDocument()] })
    const last = await studio.org.db.selectFrom('audit').selectAll().orderBy('n', 'desc').executeTakeFirstOrThrow()
    expect(last).toMatchObject({ actor: 'amira', action: 'object-imported', target: 'document refunds 1' })
  })
})

describe('the review queue', () => {
  it('says what each reviewer may sign, and empties as they do', async () => {
    const { taken } = await studio.importAs('amira', refundsDocument())
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    const queue = async (person: string) => (await studio.as(person)('GET', '/v1/studio/reviews')).body
    expect(await queue('sue')).toMatchObject([{ id: 'refunds', title: 'Refunds', maySign: ['sme'], whyNot: null }])
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, objects)
    expect(await queue('sue')).toMatchObject([{ maySign: [], approvals: [{ role: 'sme', name: 'Sue' }] }])
    expect(await queue('lena')).toMatchObject([{ maySign: ['ld'] }])
    await studio.approve('lena', 'ld', lena.signer, objects)
    expect(await queue('lena')).toEqual([])
  })

  it('shows a new version beside the last approved one', async () => {
    const first = (await studio.importAs('amira', refundsDocument())).taken.map(({ kind, id, sha256 }) => ({
      kind,
      id,
      sha256,
    }))
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    await studio.approve('sue', 'sme', sue.signer, first)
    await studio.approve('lena', 'ld', lena.signer, first)
    await studio.importAs('amira', refundsDocument({}, 70))
    const { taken } = await studio.importAs('amira', refundsDocument({}, 80))
    const detail = await studio.as('lena')('GET', `/v1/studio/reviews/${taken[0]?.sha256}`)
    expect(detail.body).toMatchObject({ version: 3, previous: { version: 1, sha256: first[0]?.sha256 } })
  })
})

it('a release leaves out what rests on a document that is not approved, and says so', async () => {
  const { taken } = await studio.importAs('amira', refundsDocument(), refundAid(), competency)
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const objects = taken.filter(({ kind }) => kind !== 'document').map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await studio.approve('sue', 'sme', sue.signer, objects)
  await studio.approve('lena', 'ld', lena.signer, objects)
  const { body } = await studio.operator('POST', '/v1/studio/releases', { as: 'lena' })
  expect(body).toMatchObject({
    objects: 1,
    leftOut: [
      { kind: 'job-aid', id: 'refund-approval', reason: 'it rests on document refunds, which is not approved yet' },
    ],
  })
})

function partsOn(passage: string, document = 'refunds') {
  return { parts: [{ blocks: [{ block: 'text', text: 'x' }], sources: [{ document, passage }] }] }
}

const statement = { verb: 'Decide', object: 'a refund', condition: 'at the desk', standard: 'within the limits' }
const competency = {
  kind: 'competency',
  id: 'handle-refund',
  body: {
    title: 'Handle a refund',
    statement,
    subCompetencies: [{ id: 'refund-limits', title: 'Refund limits', statement }],
    provenance: [{ person: 'Head of Service', on: '2026-05-04', evidence: 'policy' }],
  },
}
const brokenItem = {
  title: 'A refund of 80',
  type: 'scenario',
  competency: 'handle-refund',
  subCompetencies: ['refund-limits'],
  sources: [{ document: 'refunds', passage: 'limits.1' }],
  task: { nonsense: true },
}
