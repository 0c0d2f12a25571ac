import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { sha256Hex, type Transport, utf8 } from '#core/base'
import { createUpdater } from '#core/releases'
import { bodyChecks } from '../../../sync/studio/content-checks.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

/** A JPEG of one grey pixel, as a browser's canvas writes it: no notes in it. */
const pixel = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
  'base64',
)

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
  await studio.importAs('amira', refundsDocument(), refundAid())
})
afterEach(() => studio.remove())

const rowOf = async (id: string) => {
  const { body } = await studio.as('amira')('GET', '/v1/studio/content')
  return (body as { objects: { id: string; kind: string; state: string; authors: string[] }[] }).objects.find(
    (row) => row.id === id,
  )
}
const detailOf = async (kind: string, id: string) => {
  const { body } = await studio.as('amira')('GET', `/v1/studio/content/one?kind=${kind}&id=${id}`)
  return body as { version: number; sha256: string; state: string; body: Record<string, unknown>; sources: unknown[] }
}
const savePicture = async (bytes: Uint8Array, person = 'amira') =>
  studio.as(person)('POST', '/v1/studio/images', { base64: Buffer.from(bytes).toString('base64') })

async function release() {
  const [sme, ld] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const rows = (await studio.as('amira')('GET', '/v1/studio/objects')).body as {
    kind: string
    id: string
    sha256: string
  }[]
  const objects = rows.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  const given = [
    await studio.approve('sue', 'sme', sme.signer, objects, { criteria: ['accuracy'] }),
    await studio.approve('lena', 'ld', ld.signer, objects, { criteria: ['tone', 'compliance'] }),
  ]
  for (const { reply } of given) expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return studio.publish('lena', ld.signer)
}

describe('the list of what is written', () => {
  it('says where each stands, and leaves source documents to their own list', async () => {
    expect(await rowOf('refund-approval')).toMatchObject({ kind: 'job-aid', state: 'ready', authors: ['Amira'] })
    expect(await rowOf('refunds')).toBeUndefined()
    expect((await release()).status).toBe(200)
    expect(await rowOf('refund-approval')).toMatchObject({ state: 'released' })
  })

  it('is for the content team', async () => {
    for (const path of ['content', 'content/choices', 'content/passages?q=refund'])
      expect((await studio.as('leo')('GET', `/v1/studio/${path}`)).status).toBe(403)
    const body = { kind: 'job-aid', id: 'refund-approval', base: 1, body: {} }
    expect((await studio.as('leo')('POST', '/v1/studio/content/edit', body)).status).toBe(403)
  })
})

describe('saving in the editor', () => {
  const edit = (id: string, base: number, body: unknown, kind = 'job-aid') =>
    studio.as('amira')('POST', '/v1/studio/content/edit', { kind, id, base, body })

  it('makes the next version, of the newest only', async () => {
    const { body, version } = await detailOf('job-aid', 'refund-approval')
    const saved = await edit('refund-approval', version, { ...body, title: 'Who approves' })
    expect(saved.body).toMatchObject({ state: 'saved', version: 2 })
    const late = await edit('refund-approval', version, { ...body, title: 'Who may' })
    expect(late.body).toMatchObject({ state: 'conflict', newest: { version: 2, person: 'Amira' } })
  })

  it('refuses something new without a brief, and what other screens edit', async () => {
    const { body } = await detailOf('job-aid', 'refund-approval')
    expect((await edit('another', 0, body)).body).toMatchObject({ code: 'no-brief' })
    expect((await edit('refunds', 1, {}, 'document')).status).toBe(400)
  })

  it('refuses an answer of a module that rests on no passage', async () => {
    const answer = { blocks: [{ block: 'text', text: 'Ask.' }], sources: [] }
    const { title, task, roles, competencies, reviewBy } = (await detailOf('job-aid', 'refund-approval')).body
    const body = { title, task, roles, competencies, reviewBy, faq: [{ question: 'Who?', answer }] }
    const { taken, refused } = await studio.importAs('amira', { kind: 'onboarding-module', id: 'first-week', body })
    expect(taken).toEqual([])
    expect(refused[0]?.reason).toContain('must name at least one source passage')
  })

  it('tells which cited passages read otherwise now', async () => {
    await studio.importAs('amira', refundsDocument({}, 80))
    expect((await detailOf('job-aid', 'refund-approval')).sources).toEqual([
      { document: 'refunds', passage: 'limits.1', title: 'Refunds', text: 'Up to 80 without asking.', changed: true },
    ])
  })
})

describe('choosing a passage', () => {
  const found = async (query: string) => {
    const { body } = await studio.as('amira')('GET', `/v1/studio/content/passages?${query}`)
    return (body as { passages: { document: string; passage: string }[] }).passages
  }
  it('finds it by its words, and all of a document by its name', async () => {
    expect(await found('q=without%20asking')).toMatchObject([{ document: 'refunds', passage: 'limits.1' }])
    expect(await found('documents=refunds')).toMatchObject([{ document: 'refunds', passage: 'limits.1' }])
    expect(await found('q=parrots')).toEqual([])
    expect(await found('q=')).toEqual([])
  })
  it('offers none of a document that may not be cited', async () => {
    await studio.importAs('amira', { ...refundsDocument({ owner: undefined }), id: 'drafts/refunds' })
    expect((await found('q=asking')).map(({ document }) => document)).toEqual(['refunds'])
  })
})

describe('a picture', () => {
  it('is taken by what its bytes are, at most 1 MiB, and never with notes in it', async () => {
    expect((await savePicture(pixel)).body).toEqual({ sha256: sha256Hex(pixel), length: pixel.length })
    expect((await savePicture(utf8('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).status).toBe(400)
    const exif = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 8, ...utf8('Exif\0\0'), ...pixel.subarray(2)])
    expect((await savePicture(exif)).status).toBe(400)
    // it would take 17 GB of a phone's memory to draw
    const vast = new Uint8Array(pixel)
    vast.fill(0xff, pixel.indexOf('ffc0000b', 'hex') + 5, pixel.indexOf('ffc0000b', 'hex') + 9)
    expect((await savePicture(vast)).status).toBe(413)
    expect((await savePicture(pixel.subarray(0, 20))).status).toBe(400)
    const large = new Uint8Array(1024 * 1024 + 1)
    large.set(pixel)
    expect((await savePicture(large)).status).toBe(413)
    expect((await savePicture(pixel, 'leo')).status).toBe(403)
  })

  it('can be looked at by the content team before it is released, and no other bytes can', async () => {
    await savePicture(pixel)
    const path = `/v1/studio/images/${sha256Hex(pixel)}`
    expect((await studio.as('sue')('GET', path)).status).toBe(200)
    expect((await studio.as('leo')('GET', path)).status).toBe(403)
    const { sha256 } = await detailOf('job-aid', 'refund-approval')
    expect((await studio.as('sue')('GET', `/v1/studio/images/${sha256}`)).status).toBe(404)
  })

  const withPicture = (sha256: string) =>
    refundAid('With a picture', {
      parts: [
        {
          blocks: [{ block: 'image', sha256, alt: 'The refund form' }],
          sources: [{ document: 'refunds', passage: 'limits.1' }],
        },
      ],
    })

  it('travels in the release of the object that shows it, and no learner gets it before', async () => {
    await savePicture(pixel)
    const sha256 = sha256Hex(pixel)
    await studio.importAs('amira', withPicture(sha256))
    expect((await studio.as('leo')('GET', `/v1/objects/${sha256}`)).status).toBe(404)
    expect((await release()).status).toBe(200)
    const { body } = await studio.as('leo')('GET', '/v1/releases/1')
    const payload = JSON.parse(Buffer.from((body as { payload: string }).payload, 'base64url').toString())
    expect(payload.media).toEqual([{ sha256, length: pixel.length }])
    expect((await studio.as('leo')('GET', `/v1/objects/${sha256}`)).status).toBe(200)
  })

  /** a learner's device, on a connection that may answer otherwise than the server did */
  async function install(over: Partial<Transport> = {}) {
    const store = createMemoryReleaseStore()
    const transport = { ...studio.transport('leo'), ...over }
    const updater = createUpdater({ store, transport, nowMs: () => Date.now(), checks: bodyChecks })
    const first = new Uint8Array(await (await studio.app.request('/v1/trust/1')).arrayBuffer())
    await updater.pin('larkfield', sha256Hex(first))
    return { store, outcome: await updater.update() }
  }

  it('lies on the device with the release, and another one in its place refuses all of it', async () => {
    await savePicture(pixel)
    const sha256 = sha256Hex(pixel)
    await studio.importAs('amira', withPicture(sha256))
    expect((await release()).status).toBe(200)
    const { store, outcome } = await install()
    expect(outcome).toMatchObject({ state: 'installed' })
    expect(await store.blob(sha256)).toEqual(new Uint8Array(pixel))

    const { getBytes } = studio.transport('leo')
    const swapped = await install({
      async getBytes(path, options) {
        const bytes = await getBytes(path, options)
        if (!path.endsWith(sha256)) return bytes
        const other = new Uint8Array(bytes)
        other[other.length - 3] = (other[other.length - 3] ?? 0) ^ 1
        return other
      },
    })
    expect(swapped.outcome).toMatchObject({ state: 'refused', code: 'wrong-hash' })
    expect((await swapped.store.load())?.release).toBeNull()
  })

  it('that is not here keeps an object from being saved', async () => {
    const { taken, refused } = await studio.importAs('amira', withPicture('a'.repeat(64)))
    expect(taken).toEqual([])
    expect(refused[0]?.reason).toContain('a picture that is not on this server')
  })
})

describe('taking an object out of use', () => {
  const retire = (state: string, reason = 'Replaced', person = 'lena') =>
    studio.as(person)('POST', '/v1/studio/content/retire', { kind: 'job-aid', id: 'refund-approval', state, reason })
  const released = async (version: number) => {
    const { body } = await studio.as('leo')('GET', `/v1/releases/${version}`)
    const text = Buffer.from((body as { payload: string }).payload, 'base64url').toString()
    return (JSON.parse(text) as { objects: { id: string }[] }).objects.map(({ id }) => id)
  }

  it('leaves it out of the next release, and puts it back', async () => {
    expect((await release()).status).toBe(200)
    expect((await retire('retired')).status).toBe(200)
    expect(await rowOf('refund-approval')).toMatchObject({ state: 'retired' })
    const { signer } = await studio.signingKey('luis', 'ld')
    expect((await studio.publish('luis', signer)).status).toBe(200)
    expect(await released(2)).toEqual(['refunds'])
    expect((await retire('in-use', 'Needed again')).status).toBe(200)
    expect((await studio.publish('luis', signer)).status).toBe(200)
    expect(await released(3)).toContain('refund-approval')
  })

  it('needs a reason and one of the content team', async () => {
    expect((await retire('retired', '')).status).toBe(400)
    expect((await retire('retired', 'No', 'leo')).status).toBe(403)
  })
})
