import { afterEach, beforeEach, expect, it } from 'vitest'
import { itemTypes } from '#core/assessment'
import { assessment } from '#core/content'
import { saveImage } from '../../../sync/studio/images.ts'
import { readRelease } from '../../../sync/studio/published.ts'
import { demoPictures } from '../../support/demo-content.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio({ world: { openEmbedder: () => null } })
})
afterEach(() => studio.remove())

const item = (id: string, type: string, more: object = {}) => ({
  kind: 'item',
  id,
  body: {
    title: `A task: ${id}`,
    type,
    competency: 'handle-refund',
    subCompetencies: ['refund-limits'],
    sources: [{ document: 'refunds', passage: 'limits.1' }],
    task: { ...(itemTypes.find((each) => each.type === type)?.examples[0]?.task as object), ...more },
  },
})
const blueprint = (items: string[], more: object = {}) => ({
  kind: 'assessment',
  id: 'refunds',
  body: { ...(assessment.examples[0] as object), items, ...more },
})
const four = ['order', 'number', 'fill-form', 'find-error'].map((type) => item(`a-${type}`, type))
const ids = four.map(({ id }) => id)

it('an assessment that mostly asks to choose is refused when it comes in, also before its items in a batch', async () => {
  const mostly = blueprint(['a-order', 'one', 'two'])
  const choices = [item('one', 'single-choice'), item('two', 'match')]
  const { taken, refused } = await studio.importAs('amira', mostly, refundsDocument(), refundAid(), ...four, ...choices)
  expect(taken.map(({ kind }) => kind)).not.toContain('assessment')
  expect(refused).toMatchObject([
    { kind: 'assessment', reason: expect.stringContaining('Only 1 of its 3 items ask to produce or do something') },
  ])
  expect(await studio.importAs('amira', blueprint(['a-order', 'one', 'two'], { purpose: 'practice' }))).toMatchObject({
    taken: [{ id: 'refunds' }],
    refused: [],
  })
  expect((await studio.importAs('amira', blueprint([...ids, 'one']))).refused).toEqual([])
})

it('one whose items have changed since is not signed again, and left out of the release with the reason', async () => {
  const { taken } = await studio.importAs('amira', refundsDocument(), refundAid(), ...four, blueprint(ids))
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const sign = async (objects: typeof taken) => {
    const named = objects.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, named)
    return studio.approve('lena', 'ld', lena.signer, named)
  }
  expect((await sign(taken)).reply.status).toBe(200)
  expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })

  const changed = await studio.importAs('amira', item('a-order', 'single-choice'))
  await sign(changed.taken)
  const composed = await studio.as('lena')('POST', '/v1/studio/releases', {})
  expect(composed.body).toMatchObject({
    leftOut: [{ kind: 'assessment', id: 'refunds', reason: expect.stringContaining('Only 3 of its 4 items') }],
  })
  const again = await sign(taken.filter(({ kind }) => kind === 'assessment'))
  expect(again.reply).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('Only 3 of its 4 items') },
  })
})

it('the picture an item points at has to be there, and travels with the release', async () => {
  const [picture] = demoPictures()
  if (!picture) throw new Error('the demo has a picture')
  await studio.importAs('amira', refundsDocument(), refundAid())
  const { sha256 } = await saveImage(studio.org, 'amira', picture)
  const without = item('nowhere', 'locate')
  const here = item('here', 'locate', { picture: { sha256, alt: 'A refund form' } })
  const { taken, refused } = await studio.importAs('amira', without, here)
  expect(refused).toMatchObject([
    { id: 'nowhere', reason: expect.stringContaining('a picture that is not on this server') },
  ])
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const rest = await studio.importAs('amira', refundsDocument(), refundAid())
  const named = [...rest.taken, ...taken].map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await studio.approve('sue', 'sme', sue.signer, named)
  await studio.approve('lena', 'ld', lena.signer, named)
  expect(await studio.publish('lena', lena.signer)).toMatchObject({ status: 200 })
  const { payload } = await studio.org.db.selectFrom('release').select('payload').executeTakeFirstOrThrow()
  expect(readRelease(payload).media).toEqual([{ sha256, length: picture.length }])
})
