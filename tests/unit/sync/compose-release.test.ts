import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { AppError } from '#core/base'
import { vectorKey } from '#core/embedding'
import { BUILT_IN_THRESHOLD } from '#core/retrieval'
import type { OpenedEmbedder } from '../../../sync/embedding/server-embedder.ts'
import { readRelease } from '../../../sync/studio/published.ts'
import { thresholdOf, vectorFilesOf } from '../../../sync/studio/release-content.ts'
import { thresholdChange } from '../../../sync/studio/threshold-change.ts'
import { createFileCachedEmbedder } from '../../../sync/vector-cache.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

let studio: Studio
afterEach(() => studio.remove())

/** An organisation with a document and an aid that both reviewers have signed. */
async function approvedStudio(openEmbedder: () => OpenedEmbedder | null) {
  studio = await createStudio({ world: { openEmbedder } })
  const { taken } = await studio.importAs('amira', refundsDocument(), refundAid())
  const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  await studio.approve('sue', 'sme', sue.signer, objects)
  await studio.approve('lena', 'ld', lena.signer, objects)
  return { sue, lena }
}
const compose = async () => studio.as('lena')('POST', '/v1/studio/releases', {})
const derivedNames = async () => {
  const { payload } = await studio.org.db.selectFrom('release').select('payload').executeTakeFirstOrThrow()
  return readRelease(payload).derived.map(({ name }) => name)
}

it('a release carries a vector for each text a device would embed', async () => {
  const embedder = wordEmbedder()
  await approvedStudio(() => embedder)
  expect(await compose()).toMatchObject({ status: 200, body: { withoutVectors: null } })
  const { payload } = await studio.org.db.selectFrom('release').select('payload').executeTakeFirstOrThrow()
  const [vectors, ...more] = await vectorFilesOf(studio.org.db, readRelease(payload))
  expect(more).toEqual([])
  for (const text of [
    'Refunds',
    'Refunds > Limits. Up to 50 without asking.',
    'Who approves a refund',
    'Who approves a refund. You are about to refund a customer',
  ])
    expect(vectors?.file.find(vectorKey(embedder.model, text)), text).not.toBeNull()
})

it('a release goes out without vectors where there is no model, and says so in one sentence', async () => {
  await approvedStudio(() => null)
  expect(await compose()).toMatchObject({ status: 200, body: { withoutVectors: 'There is no embedding model here.' } })
  expect(await derivedNames()).not.toContainEqual(expect.stringMatching(/^vectors-/))
})

it('what rests on words of a source that nobody signed is left out, and its version before it stays', async () => {
  const { sue, lena } = await approvedStudio(() => null)
  await compose()
  await studio.signWaiting('lena', lena.signer, {})
  const sign = async ({ taken }: Awaited<ReturnType<Studio['importAs']>>) => {
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
  }
  const changed = await studio.importAs('amira', refundsDocument({}, 5000))
  const resting = await studio.importAs('amira', refundAid('Up to 5000 without asking'), { ...refundAid(), id: 'new' })
  const seen = () => studio.as('sue')('GET', `/v1/studio/reviews/${resting.taken[0]?.sha256}`)
  expect(await seen()).toMatchObject({ body: { sources: [{ document: 'refunds', approved: false }] } })
  await sign(resting)
  const { body } = await compose()
  expect(body).toMatchObject({ code: 'refused', message: 'Nothing approved has changed since release 1.' })
  await sign(changed)
  expect(await seen()).toMatchObject({ body: { sources: [{ document: 'refunds', approved: true }] } })
  expect(await compose()).toMatchObject({
    status: 200,
    body: { leftOut: [], changed: [{ id: 'refunds' }, { id: 'new' }, { id: 'refund-approval', version: 2 }] },
  })
})

it('a release says what is new, what changed, and which drafts wait', async () => {
  const { sue, lena } = await approvedStudio(() => null)
  const approve = async (aid: unknown) => {
    const { taken } = await studio.importAs('amira', aid)
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
  }
  expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
  await approve(refundAid('Who may refund'))
  await approve({ ...refundAid('Another'), id: 'another' })
  await studio.importAs('amira', { ...refundAid('A draft'), id: 'draft' })
  expect(await compose()).toMatchObject({
    body: {
      changed: [
        { id: 'another', change: 'new' },
        { id: 'refund-approval', change: 'changed' },
      ],
      drafts: 1,
      thresholdChange: null,
    },
  })
})

it('another kind of threshold is said in a sentence', () => {
  const builtIn = { v: 1, model: null, from: 'built-in', ...BUILT_IN_THRESHOLD } as const
  const own = { ...builtIn, from: 'own-questions' } as const
  expect(thresholdChange(builtIn, own)).toContain('set on your own questions')
  expect(thresholdChange(own, builtIn)).toContain('the built-in threshold')
  expect(thresholdChange(own, own)).toBeNull()
  expect(thresholdChange(null, builtIn)).toBeNull()
})

it('a release without questions of its own carries the built-in threshold and says where it comes from', async () => {
  await approvedStudio(() => null)
  await compose()
  const { payload } = await studio.org.db.selectFrom('release').select('payload').executeTakeFirstOrThrow()
  expect(await thresholdOf(studio.org.db, readRelease(payload))).toEqual({
    v: 1,
    model: null,
    from: 'built-in',
    ...BUILT_IN_THRESHOLD,
  })
})

it('an embedding that was cut off keeps what it made, and the next release goes on from there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-cut-'))
  const words = wordEmbedder()
  let left = 2
  const failing: OpenedEmbedder = {
    ...words,
    embed: async (texts, signal) => {
      if (left-- <= 0) throw new AppError('embedder-unavailable', 'The model broke off.')
      return words.embed(texts, signal)
    },
  }
  const { lena, sue } = await approvedStudio(() => createFileCachedEmbedder(failing, join(folder, 'vectors.sqlite')))
  const passages = Array.from({ length: 40 }, (_, i) => refundAid(`Aid ${i}`, { task: `Task number ${i}` }))
  const { taken } = await studio.importAs('amira', ...passages.map((aid, i) => ({ ...aid, id: `aid-${i}` })))
  const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await studio.approve('sue', 'sme', sue.signer, objects)
  await studio.approve('lena', 'ld', lena.signer, objects)
  expect((await compose()).body).toMatchObject({ withoutVectors: 'The model broke off.' })
  const before = new Set(words.asked)
  expect(before.size).toBe(32)
  left = 100
  expect((await compose()).body).toMatchObject({ withoutVectors: null })
  expect(words.asked.slice(32).filter((text) => before.has(text))).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

it('requests are answered while a release is composed, a second one is told to wait, and its progress can be read', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const words = wordEmbedder()
  await approvedStudio(() => ({
    ...words,
    embed: async (texts) => {
      await held
      return words.embed(texts)
    },
  }))
  const composing = compose()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await studio.as('leo')('GET', '/v1/time')).toMatchObject({ status: 200 })
  expect((await studio.operator('GET', '/v1/studio/releases/composing')).body).toEqual({ done: 0, of: 0 })
  expect(await compose()).toMatchObject({ status: 503, body: { code: 'busy' } })
  release()
  expect(await composing).toMatchObject({ status: 200 })
  expect((await studio.operator('GET', '/v1/studio/releases/composing')).body).toBeNull()
})

it('what is approved while a release is composed does not slip into it', async () => {
  let later = async () => {}
  const words = wordEmbedder()
  const { sue, lena } = await approvedStudio(() => ({
    ...words,
    embed: async (texts) => {
      await later()
      return words.embed(texts)
    },
  }))
  later = async () => {
    later = async () => {}
    const { taken } = await studio.importAs('amira', refundAid('Who signs a refund'))
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, objects)
    await studio.approve('lena', 'ld', lena.signer, objects)
  }
  expect(await compose()).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(await compose()).toMatchObject({ status: 200 })
})
