import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, textOf } from '#core/base'
import { type Signer, signRelease } from '#core/releases'
import { readSynonyms } from '#core/retrieval'
import { createSearchQuality } from '../../../core/engine/search-quality.ts'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { readRelease } from '../../../sync/studio/published.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const aid = (id: string, title: string, task = 'You are at the desk') => ({ ...refundAid(title, { task }), id })
const lamp = { kind: 'job-aid', id: 'lamp' }
const question = { text: 'the lamp came broken', expected: [lamp] }

/** Five aids; only one of them is about a lamp that came broken. */
async function approved() {
  const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  const approve = async (...objects: unknown[]) => {
    const { taken, refused } = await studio.importAs('amira', ...objects)
    expect(refused).toEqual([])
    const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, refs)
    await studio.approve('lena', 'ld', lena.signer, refs)
  }
  await approve(
    refundsDocument(),
    aid('lamp', 'The lamp came broken'),
    aid('rug', 'The rug came in the wrong size'),
    aid('chair', 'The chair came late'),
    aid('vase', 'The vase came broken'),
    aid('plate', 'The plate came broken'),
  )
  return { approve, lena: lena.signer }
}
const quality = async () =>
  (await studio.as('lena')('GET', '/v1/studio/search-quality')).body as Record<string, unknown>
const compose = () => studio.as('lena')('POST', '/v1/studio/releases', {})
async function sign(signer: Signer, more: Record<string, unknown> = {}) {
  const { body } = await studio.as('lena')('GET', '/v1/studio/releases/waiting')
  const { version, payload } = body as { version: number; payload: string }
  const jws = textOf(await signRelease(payload, signer), 'release')
  return studio.as('lena')('POST', `/v1/studio/releases/${version}`, { jws, ...more })
}
const auditActions = async () =>
  (await studio.org.db.selectFrom('audit').select('action').orderBy('n').execute()).map(({ action }) => action)

describe('the organisation’s own questions', () => {
  it('are added, listed with titles, and removed by authors and L&D alone', async () => {
    await approved()
    expect(await studio.as('sue')('POST', '/v1/studio/questions', question)).toMatchObject({ status: 403 })
    expect(await studio.as('leo')('GET', '/v1/studio/search-quality')).toMatchObject({ status: 403 })
    expect(await studio.nobody('GET', '/v1/studio/search-quality')).toMatchObject({ status: 401 })
    expect(await studio.operator('POST', '/v1/studio/questions', question)).toMatchObject({ status: 403 })
    const added = await studio.operator('POST', '/v1/studio/questions', { ...question, as: 'amira' })
    expect(added).toMatchObject({ status: 200, body: { state: 'new' } })
    const { id } = added.body as { id: string }
    expect((await quality()).questions).toMatchObject([
      { id, text: question.text, expected: [{ ...lamp, title: 'The lamp came broken' }], addedBy: 'amira' },
    ])
    expect(await studio.as('lena')('DELETE', `/v1/studio/questions/${id}`)).toMatchObject({ status: 200 })
    expect(await studio.as('lena')('DELETE', `/v1/studio/questions/${id}`)).toMatchObject({ status: 404 })
    expect((await quality()).questions).toEqual([])
    expect((await auditActions()).filter((action) => action.startsWith('question'))).toEqual([
      'question-added',
      'question-removed',
    ])
    expect(await firstBrokenAudit(studio.org.db)).toBeNull()
  })

  it('are kept once, whatever their capitals, and take further answers in', async () => {
    await approved()
    const add = (text: string, ...expected: unknown[]) =>
      studio.as('lena')('POST', '/v1/studio/questions', { text, expected })
    expect((await add('the lamp came broken', lamp)).body).toMatchObject({ state: 'new' })
    expect((await add(' The  LAMP came broken', lamp)).body).toMatchObject({ state: 'same' })
    expect((await add('the lamp came broken', { kind: 'document', id: 'refunds' })).body).toMatchObject({
      state: 'changed',
    })
    expect((await quality()).questions).toMatchObject([{ expected: [lamp, { kind: 'document', id: 'refunds' }] }])
  })

  it('expect only what is there and can be opened', async () => {
    await approved()
    const add = (ref: unknown) =>
      studio.as('lena')('POST', '/v1/studio/questions', { text: 'a question', expected: [ref] })
    expect(await add({ kind: 'job-aid', id: 'no-such-aid' })).toMatchObject({ status: 400 })
    expect(await add({ kind: 'placement', id: 'lamp' })).toMatchObject({ status: 400 })
    expect(await add({ kind: 'poem', id: 'lamp' })).toMatchObject({ status: 400 })
  })
})

describe('several questions at once', () => {
  const addAll = (...questions: unknown[]) => studio.as('lena')('POST', '/v1/studio/questions/several', { questions })

  it('are all kept or none, and the sentence begins with the line', async () => {
    await approved()
    const bad = { text: 'where is the sofa', expected: [{ kind: 'job-aid', id: 'sofa' }], at: 'q.csv line 3' }
    expect(await addAll({ ...question, at: 'q.csv line 2' }, bad)).toMatchObject({
      status: 400,
      body: { message: 'q.csv line 3: There is no job-aid "sofa" that a person could open.' },
    })
    expect((await quality()).questions).toEqual([])
  })

  it('are one where they differ in capitals, punctuation and spaces alone', async () => {
    await approved()
    const refunds = { kind: 'document', id: 'refunds' }
    const reply = await addAll(question, { text: 'The lamp: came  broken?', expected: [refunds] })
    expect(reply.body).toMatchObject({ questions: [{ text: question.text, state: 'new' }] })
    expect((await quality()).questions).toMatchObject([{ text: question.text, expected: [lamp, refunds] }])
  })
})

describe('searches that employees shared', () => {
  async function share(from: number, to: number, competency: string | null) {
    for (let i = from; i < to; i++) {
      const id = newId({ nowMs: () => 1_780_000_000_000 + i, randomBytes: () => new Uint8Array(16).fill(i) })
      const data = { hits: 0, competency, count: 2, since: '2026-05' }
      const body = JSON.stringify({ id, gen: 0, kind: 'search-made', v: 2, at: 1, n: 1, release: 1, data })
      const row = { learner: `p${i}`, id: `${id}${competency}`, bucket: '', kind: 'search-made', body, received_ms: 0 }
      await studio.org.db.insertInto('event').values(row).execute()
    }
  }
  const gaps = async () => (await quality()).gaps

  it('are shown from ten different people on', async () => {
    await share(0, 9, 'refund-limits')
    await share(0, 9, 'refund-limits-of-others')
    expect(await gaps()).toEqual([])
    await share(9, 10, 'refund-limits')
    expect(await gaps()).toEqual([{ competency: 'refund-limits', count: 20, people: 10 }])
  })

  it('of competencies with fewer people are one line, itself of ten people or none', async () => {
    await share(0, 10, 'refund-limits')
    await share(0, 5, 'parcels')
    await share(5, 9, null)
    expect(await gaps()).toEqual([{ competency: 'refund-limits', count: 20, people: 10 }])
    await share(9, 10, 'lamps')
    expect(await gaps()).toEqual([
      { competency: 'refund-limits', count: 20, people: 10 },
      { competency: null, count: 20, people: 10 },
    ])
  })
})

describe('a release and the questions', () => {
  it('are checked when it is composed and recorded when it is published', async () => {
    const { lena } = await approved()
    await studio.as('lena')('POST', '/v1/studio/questions', question)
    expect((await compose()).body).toMatchObject({ check: { questions: 1, recall3: 1, failed: [], before: null } })
    expect(await quality()).toMatchObject({ checks: [], candidate: { release: 1, recall3: 1, lower: false } })
    expect(await sign(lena)).toMatchObject({ status: 200 })
    expect(await quality()).toMatchObject({
      checks: [{ release: 1, questions: 1, recall3: 1, failed: [] }],
      candidate: null,
    })
    const now = await studio.as('lena')('GET', '/v1/studio/questions/check')
    expect(now.body).toMatchObject({ release: 1, recall3: 1, by: 'words-and-meaning' })
  })

  it('that answers fewer of them says which, and needs somebody’s word before it is published', async () => {
    const { approve, lena } = await approved()
    await studio.as('lena')('POST', '/v1/studio/questions', question)
    await compose()
    await sign(lena)
    await approve(aid('lamp', 'Light fittings', 'Electrical goods'))
    const composed = await compose()
    expect(composed.body).toMatchObject({
      check: { recall3: 0, before: 1, lost: [{ text: question.text }], failed: [{ text: question.text }] },
    })
    expect(await quality()).toMatchObject({ candidate: { release: 2, recall3: 0, before: 1, lower: true } })
    // as a device reads it
    const mine = createSearchQuality(async () => ({ transport: studio.transport('lena') }))
    expect(await mine.searchQuality()).toMatchObject({
      questions: [{ text: question.text, expected: [{ ...lamp, title: 'Light fittings' }] }],
      checks: [{ release: 1, recall3: 1 }],
      candidate: { release: 2, before: 1, lost: [{ text: question.text }] },
    })
    await mine.addQuestion('where is the rug', [{ kind: 'job-aid', id: 'rug' }])
    const rug = (await mine.searchQuality()).questions.find(({ text }) => text === 'where is the rug')
    await mine.removeQuestion(rug?.id ?? '')
    const refused = await sign(lena)
    expect(refused).toMatchObject({ status: 409, body: { code: 'lower-recall' } })
    expect((refused.body as { message: string }).message).toContain('the lamp came broken')
    expect(await quality()).toMatchObject({ checks: [{ release: 1 }], candidate: { release: 2 } })
    expect(await sign(lena, { acceptLowerRecall: true })).toMatchObject({ status: 200 })
    expect(await quality()).toMatchObject({
      checks: [
        { release: 2, recall3: 0 },
        { release: 1, recall3: 1 },
      ],
    })
    expect((await auditActions()).slice(-2)).toEqual(['release-published', 'lower-recall-accepted'])
  })

  it('is judged on the questions as they are when it is signed', async () => {
    const { approve, lena } = await approved()
    await compose()
    await sign(lena)
    await approve(aid('lamp', 'Light fittings', 'Electrical goods'))
    expect((await compose()).body).toMatchObject({ check: null })
    await studio.as('lena')('POST', '/v1/studio/questions', question)
    expect(await sign(lena)).toMatchObject({ status: 409, body: { code: 'lower-recall' } })
    const { questions } = (await quality()) as { questions: { id: string }[] }
    await studio.as('lena')('DELETE', `/v1/studio/questions/${questions[0]?.id}`)
    expect(await sign(lena)).toMatchObject({ status: 200 })
    expect((await auditActions()).at(-1)).toBe('release-published')
  })
})

describe('synonyms', () => {
  const add = (...words: string[]) => studio.as('amira')('POST', '/v1/studio/synonyms', { words })
  const groups = async () => (await quality()).synonyms

  it('are groups: a word that is in one already brings its group along', async () => {
    await add('Broken', 'damaged')
    await add('late', 'delayed', 'Not  here yet')
    expect(await groups()).toEqual([
      ['broken', 'damaged'],
      ['late', 'delayed', 'not here yet'],
    ])
    await add('smashed', 'damaged')
    await add('broken', 'smashed')
    expect(await groups()).toEqual([
      ['broken', 'damaged', 'smashed'],
      ['late', 'delayed', 'not here yet'],
    ])
    await studio.as('lena')('DELETE', `/v1/studio/synonyms/${encodeURIComponent('Not  here yet')}`)
    await studio.as('lena')('DELETE', '/v1/studio/synonyms/late')
    expect(await groups()).toEqual([['broken', 'damaged', 'smashed']])
    expect((await auditActions()).filter((action) => action === 'synonyms-changed')).toHaveLength(5)
    expect(await studio.as('lena')('DELETE', '/v1/studio/synonyms/late')).toMatchObject({ status: 404 })
    expect(await add('alone')).toMatchObject({
      status: 400,
      body: { message: 'Synonyms: a group names at least two different words.' },
    })
    expect(await add('broken', 'The')).toMatchObject({
      status: 400,
      body: { message: '"the" is too common to look for; leave it out.' },
    })
    expect(await studio.as('sue')('POST', '/v1/studio/synonyms', { words: ['a', 'b'] })).toMatchObject({ status: 403 })
  })

  it('come with the next release, though no object changed', async () => {
    const { lena } = await approved()
    await compose()
    await sign(lena)
    expect(await compose()).toMatchObject({ status: 403, body: { code: 'refused' } })
    await add('broken', 'smashed')
    expect(await compose()).toMatchObject({ status: 200, body: { changed: [], removed: [], also: ['synonyms'] } })
    await sign(lena)
    const row = await studio.org.db
      .selectFrom('release')
      .select('payload')
      .where('version', '=', 2)
      .executeTakeFirstOrThrow()
    const entry = readRelease(row.payload).derived.find(({ name }) => name === 'synonyms')
    const reply = await studio.transport('leo').getBytes(`/v1/objects/${entry?.sha256}`, { maxBytes: 10_000 })
    expect(readSynonyms(reply)).toEqual([['broken', 'smashed']])
  })

  it('help a question find its object, also by words alone', async () => {
    await studio.remove()
    studio = await createStudio({ world: { openEmbedder: () => null } })
    const { lena } = await approved()
    await studio.as('lena')('POST', '/v1/studio/questions', { text: 'luminaire smashed', expected: [lamp] })
    expect((await compose()).body).toMatchObject({ check: { failed: [{ text: 'luminaire smashed' }] } })
    await sign(lena)
    await add('luminaire', 'lamp')
    await add('broken', 'smashed')
    expect((await compose()).body).toMatchObject({ check: { recall3: 1, before: 0 } })
  })
})
