import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import type { PairRow, PairsState } from '#core/consistency'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { retiredOn } from '../../../sync/studio/authoritative.ts'
import { copyTasks } from '../../../sync/studio/pairs-tasks.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const RULE = 'Refunds to a card are paid within 30 days of the return of the goods.'
const OTHER = 'Refunds to a card are paid within 14 days of the return of the goods.'
const passage = (text: string, id = 'limits.1') => ({
  id,
  path: ['Limits'],
  blocks: [{ block: 'text', text }],
  text,
  sha256: sha256Hex(text),
})
const page = (id: string, text: string, more: Record<string, unknown> = {}) => ({
  ...refundsDocument({ title: `Refunds ${id}`, path: `${id}.md`, passages: [passage(text)], ...more }),
  id,
})
const aidOn = (document: string, title = 'Who approves a refund') =>
  refundAid(title, {
    parts: [{ blocks: [{ block: 'text', text: 'Look' }], sources: [{ document, passage: 'limits.1' }] }],
  })

const lena = (method: 'GET' | 'POST', path: string, body?: unknown) =>
  studio.as('lena')(method, `/v1/studio/pairs${path}`, body)
const run = async () => (await lena('POST', '/run', {})).body
const all = async () => (await lena('GET', '?full=1')).body as { state: PairsState; pairs: PairRow[] }
async function onlyPair(): Promise<PairRow> {
  const { pairs } = await all()
  expect(pairs).toHaveLength(1)
  return pairs[0] as PairRow
}
const answer = (who: string, pair: PairRow, body: unknown, base = pair.answered?.version ?? 0) =>
  studio.as(who)('POST', `/v1/studio/pairs/${pair.id}/answer`, { base, answer: body })
const signed = async (...objects: { kind: string; id: string; sha256: string }[]) => {
  const [sue, luis] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('luis', 'ld')]
  const these = objects.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await studio.approve('sue', 'sme', sue.signer, these)
  await studio.approve('luis', 'ld', luis.signer, these)
  return luis
}

describe('comparing documents', () => {
  it('finds what differs, once, and afterwards looks only at what changed', async () => {
    await studio.importAs(
      'amira',
      page('old', RULE),
      page('new', OTHER),
      page('far', 'The canteen opens at noon for everybody here.'),
    )
    expect((await all()).state).toMatchObject({ compared: 0, waiting: 3 })
    expect(await run()).toMatchObject({ compared: 3, found: 1, gone: 0, withoutMeaning: null })
    const pair = await onlyPair()
    expect(pair).toMatchObject({
      list: 'conflict',
      difference: 'duration',
      isStrong: true,
      answered: null,
      blocks: false,
    })
    expect([pair.a, pair.b].map(({ text, differs }) => text.slice(differs?.start, differs?.end)).sort()).toEqual([
      '14 days',
      '30 days',
    ])
    expect(await run()).toMatchObject({ compared: 0, found: 0 })
    await studio.importAs('amira', page('far', 'The canteen opens at one in the afternoon for all.'))
    expect((await all()).state).toMatchObject({ compared: 2, waiting: 1 })
    expect(await run()).toMatchObject({ compared: 1, found: 0 })
    expect((await onlyPair()).id).toBe(pair.id)
  })

  it('lets a pair go when one text is edited away, and knows it again when it returns', async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    const pair = await onlyPair()
    await answer('lena', pair, { answer: 'not-one' })
    await studio.importAs('amira', page('new', RULE))
    expect(await run()).toMatchObject({ compared: 1, gone: 1 })
    expect((await all()).pairs.filter(({ list }) => list === 'conflict')).toEqual([])
    await studio.importAs('amira', page('third', OTHER))
    await run()
    expect((await all()).pairs.find(({ id }) => id === pair.id)).toMatchObject({
      answered: { answer: { answer: 'not-one' }, person: 'lena' },
    })
    expect((await all()).state.open.conflict).toBe(0)
  })

  it('says what was not compared, and that words alone decided without a model', async () => {
    await studio.remove()
    studio = await createStudio({ world: { openEmbedder: () => null } })
    const german = 'Die Rückzahlung erfolgt auf die Karte sobald unsere Buchhaltung ihren Eingang bestätigt hat. '
      .repeat(4)
      .trim()
    await studio.importAs(
      'amira',
      page('old', RULE),
      page('new', OTHER),
      page('german', german),
      page('empty', RULE, { passages: [] }),
    )
    expect(await run()).toMatchObject({ found: 1, withoutMeaning: expect.stringContaining('words alone') })
    expect((await all()).state.notCompared).toEqual([
      { document: 'empty', reason: 'it has no text' },
      { document: 'german', reason: 'not in English: compared for copies, not for contradictions' },
    ])
  })

  it('finds copies of documents, which end in merge, keep both with a reason, or retire', async () => {
    const text = Array.from(
      { length: 12 },
      (_, i) => `Shelf ${i} holds item kind ${i * 7} beside the green door number ${i + 3}.`,
    ).join(' ')
    await studio.importAs('amira', page('one', text), page('two', text.replace('green', 'red')))
    await run()
    const pair = (await all()).pairs.find(({ list }) => list === 'duplicate') as PairRow
    expect(pair).toMatchObject({ difference: 'document', answered: null })
    expect((await answer('lena', pair, { answer: 'conflict' })).status).toBe(403)
    expect((await answer('lena', pair, { answer: 'keep-both' })).status).toBe(400)
    expect((await answer('lena', pair, { answer: 'keep-both', reason: 'Two shops' })).status).toBe(200)
  })

  it('takes the one of two documents out of use that a reviewer says is to go, and no author can', async () => {
    const text = Array.from({ length: 12 }, (_, i) => `Shelf ${i} holds kind ${i * 7} beside door number ${i + 3}.`)
    await studio.importAs('amira', page('one', text.join(' ')), page('two', text.join(' ')))
    await run()
    const pair = (await all()).pairs.find(({ list }) => list === 'duplicate') as PairRow
    expect((await answer('amira', pair, { answer: 'retire', holds: 'a' })).status).toBe(403)
    expect((await retiredOn(studio.org.db)).size).toBe(0)
    expect((await answer('lena', pair, { answer: 'retire', holds: 'a' })).status).toBe(200)
    expect([...(await retiredOn(studio.org.db)).keys()]).toEqual([pair.b.document])
    expect(await copyTasks(studio.org)).toEqual([])
  })

  it('leaves a passage that is to go as a task, until the text is gone', async () => {
    const shared = Array.from({ length: 12 }, (_, i) => `Shelf ${i} holds kind ${i * 7} beside door number ${i + 3}.`)
    const own = (word: string) => Array.from({ length: 90 }, (_, i) => `${word}${i}`).join(' ')
    const passages = (word: string) => ({
      passages: [passage(own(word), 'own.1'), passage(shared.join(' '), 'shelves.1')],
    })
    await studio.importAs('amira', page('one', RULE, passages('alpha')), page('two', RULE, passages('omega')))
    await run()
    const pair = (await all()).pairs.find(({ list, a }) => list === 'duplicate' && a.passage !== null) as PairRow
    expect((await answer('amira', pair, { answer: 'merge', holds: 'a' })).status).toBe(200)
    expect(await copyTasks(studio.org)).toMatchObject([{ kind: 'copy-to-take-out', id: pair.id, owner: 'amira' }])
    await studio.importAs('amira', page('two', RULE, { passages: [passage(own('omega'), 'own.1')] }))
    await run()
    expect(await copyTasks(studio.org)).toEqual([])
  })
})

describe('comparing again', () => {
  it('is not asked for by a change of fields, which still moves the pairs to other domains', async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    await studio.importAs('amira', page('old', RULE, { competencies: ['parcels'], owner: 'sam' }))
    expect((await all()).state).toMatchObject({ compared: 2, waiting: 0 })
    expect(await run()).toMatchObject({ compared: 0, found: 0, gone: 0 })
    expect((await onlyPair()).domains).toEqual(['parcels', 'refund-limits'])
    expect((await all()).state).toMatchObject({ compared: 2, waiting: 0 })
  })

  it('finds what a page says new, and what only its own other sentence kept from being asked about', async () => {
    const gate = (minutes: number) => `Returned goods wait ${minutes} minutes at the gate before anybody checks them.`
    // both sentences on one page: read together, no pair
    await studio.importAs('amira', page('both', `${RULE} ${OTHER}`), page('copy', `${RULE} ${gate(20)}`))
    await run()
    const conflicts = async () => (await all()).pairs.filter(({ list }) => list === 'conflict')
    expect(await conflicts()).toEqual([])
    await studio.importAs('amira', page('both', OTHER))
    await run()
    expect((await conflicts()).map(({ a, b }) => [a.text, b.text].sort())).toEqual([[OTHER, RULE]])
    await studio.importAs('amira', page('both', `${OTHER} ${gate(45)}`))
    await run()
    expect((await conflicts()).flatMap(({ a, b }) => [a.text, b.text]).sort()).toEqual(
      [OTHER, RULE, gate(20), gate(45)].sort(),
    )
  })

  it('goes on where the index is gone, and says so when its process cannot write', async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    rmSync(join(studio.org.folder, 'cache'), { recursive: true })
    expect(await run()).toMatchObject({ compared: 2, found: 0, gone: 0 })
    rmSync(join(studio.org.folder, 'cache'), { recursive: true })
    writeFileSync(join(studio.org.folder, 'cache'), 'no folder')
    expect(await lena('POST', '/run', {})).toMatchObject({ body: { code: 'comparing-failed' } })
    expect((await all()).pairs).toHaveLength(1)
  })
})

describe('looking at pairs one after another', () => {
  it('leads from each to the surest that nobody answered', async () => {
    const gate = (minutes: number) => `Returned goods wait ${minutes} minutes at the gate before anybody checks them.`
    await studio.importAs('amira', page('old', `${RULE} ${gate(20)}`), page('new', `${OTHER} ${gate(45)}`))
    await run()
    const { pairs } = await all()
    const [first, second] = pairs.filter(({ list }) => list === 'conflict') as [PairRow, PairRow]
    const next = async (pair: PairRow) => (await lena('GET', `/${pair.id}/next`)).body
    expect(await next(first)).toEqual({ id: second.id })
    expect(await next(second)).toEqual({ id: first.id })
    await answer('lena', second, { answer: 'not-one' })
    expect(await next(first)).toEqual({ id: null })
  })

  it('lets an author confirm what holds up a release, and only a reviewer put it aside', async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    const pair = await onlyPair()
    expect(pair.isStrong).toBe(true)
    expect((await answer('amira', pair, { answer: 'not-one' })).status).toBe(403)
    expect((await answer('amira', pair, { answer: 'inconsistency' })).status).toBe(403)
    expect((await answer('amira', pair, { answer: 'conflict' })).status).toBe(200)
  })
})

describe('a confirmed conflict', () => {
  beforeEach(async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    expect((await answer('amira', await onlyPair(), { answer: 'conflict' })).status).toBe(200)
  })
  const pick = { answer: 'picked', holds: 'a', owner: 'sam', reason: 'The card company needs 30 days.' }

  it('stops drafts of its domain by import until the owner picks a side, with a reason', async () => {
    const refused = await studio.importAs('amira', aidOn('old'))
    expect(refused.taken).toEqual([])
    expect(refused.refused[0]?.reason).toMatch(/refund-limits.*contradict each other: the owner has to pick/)
    const elsewhere = page('elsewhere', 'Parcels leave the house at noon.', { competencies: ['parcels'] })
    const aid = { ...aidOn('elsewhere'), id: 'parcels' }
    expect(
      (await studio.importAs('amira', elsewhere, { ...aid, body: { ...aid.body, competencies: ['parcels'] } })).refused,
    ).toEqual([])
    expect((await answer('lena', await onlyPair(), pick)).status).toBe(200)
    expect((await studio.importAs('amira', aidOn('old'))).refused).toEqual([])
    expect((await all()).state.blocked).toEqual([])
    expect(await firstBrokenAudit(studio.org.db)).toBeNull()
  })

  it('is not taken back, nor settled, by an author alone', async () => {
    const pair = await onlyPair()
    expect((await answer('amira', pair, { answer: 'not-one' })).status).toBe(403)
    expect((await answer('amira', pair, pick)).status).toBe(403)
    expect((await answer('lena', pair, { ...pick, reason: ' ' })).status).toBe(400)
    expect((await answer('lena', pair, { ...pick, owner: 'nobody' })).body).toMatchObject({ code: 'refused' })
    expect((await studio.as('leo')('GET', '/v1/studio/pairs')).status).toBe(403)
    expect((await studio.nobody('GET', '/v1/studio/pairs')).status).toBe(401)
  })

  it('once settled is a document that can be cited', async () => {
    const pair = await onlyPair()
    await answer('lena', pair, pick)
    const id = `decisions/${pair.id.slice(0, 8)}`
    const [decision] = (await studio.operator('GET', '/v1/studio/objects?kind=document&bodies=1')).body as {
      id: string
    }[]
    expect(decision).toMatchObject({ id })
    const aid = refundAid('Cites', {
      parts: [{ blocks: [{ block: 'text', text: 'x' }], sources: [{ document: id, passage: 'what-holds.1' }] }],
    })
    expect((await studio.importAs('amira', aid)).refused).toEqual([])
    await run()
    expect((await all()).pairs.filter(({ answered }) => !answered)).toEqual([])
  })

  it('is answered by one person at a time', async () => {
    const pair = await onlyPair()
    await answer('lena', pair, pick)
    expect((await answer('luis', pair, { ...pick, holds: 'b' }, 1)).body).toMatchObject({ code: 'conflict' })
  })
})

describe('a release', () => {
  const compose = () => studio.as('luis')('POST', '/v1/studio/releases', {})
  const blocked = { status: 409, body: { code: 'blocked' } }

  it('is not freed of a confirmed conflict by drafts nobody signed', async () => {
    const { taken } = await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await signed(...taken)
    await run()
    await answer('lena', await onlyPair(), { answer: 'conflict' })
    expect(await compose()).toMatchObject(blocked)
    // the words changed in a draft: what would be released still says both
    await studio.importAs('amira', page('old', 'The canteen opens at noon for everybody here.'))
    await run()
    expect(await compose()).toMatchObject(blocked)
    // other tags in a draft: what would be released belongs where it did
    await studio.importAs('amira', page('old', RULE, { competencies: ['x'] }))
    await studio.importAs('amira', page('new', OTHER, { competencies: ['x'] }))
    await run()
    expect(await compose()).toMatchObject(blocked)
    expect((await all()).state.blocked.map(({ domain }) => domain)).toContain('refund-limits')
  })

  it('is free once both signed a version without the words', async () => {
    const { taken } = await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await signed(...taken)
    await run()
    await answer('lena', await onlyPair(), { answer: 'conflict' })
    const edited = await studio.importAs('amira', page('old', 'The canteen opens at noon for everybody here.'))
    await run()
    await signed(...edited.taken)
    expect(await run()).toMatchObject({ compared: 0, gone: 1 })
    expect(await compose()).toMatchObject({ status: 200 })
  })

  it('is blocked for what rests on a document that only a draft took to another domain', async () => {
    const { taken } = await studio.importAs('amira', page('base', 'Gift cards are never paid out at the desk.'))
    const luis = await signed(...taken)
    expect(await studio.publish('luis', luis.signer)).toMatchObject({ status: 200 })
    const aid = aidOn('base')
    const rests = await studio.importAs('amira', { ...aid, body: { ...aid.body, competencies: ['greeting'] } })
    await signed(...rests.taken)
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    await answer('lena', await onlyPair(), { answer: 'conflict' })
    expect(await compose()).toMatchObject(blocked)
    await studio.importAs(
      'amira',
      page('base', 'Gift cards are never paid out at the desk.', { competencies: ['parcels'] }),
    )
    expect(await compose()).toMatchObject(blocked)
  })

  it('that changes a domain waits until strong candidates were looked at and conflicts settled', async () => {
    const { taken } = await studio.importAs(
      'amira',
      page('old', RULE),
      page('new', OTHER),
      page('parcels', 'Parcels leave at noon.', { competencies: ['parcels'] }),
    )
    const luis = await signed(...taken)
    await run()
    const compose = () => studio.as('luis')('POST', '/v1/studio/releases', {})
    expect(await compose()).toMatchObject({
      status: 409,
      body: { code: 'blocked', message: expect.stringContaining('look at this pair') },
    })
    const pair = await onlyPair()
    await answer('lena', pair, { answer: 'inconsistency' })
    expect((await compose()).status).toBe(200)
    await answer('lena', await onlyPair(), { answer: 'conflict' })
    expect((await compose()).body).toMatchObject({ code: 'blocked', message: expect.stringContaining('has to pick') })
    // one composed before is not signed either
    expect(await studio.publish('luis', luis.signer)).toMatchObject({ status: 409 })
    await answer('lena', await onlyPair(), { answer: 'picked', holds: 'b', owner: 'sam', reason: 'Law' })
    expect(await studio.publish('luis', luis.signer)).toMatchObject({ status: 200 })
  })

  it('goes on where only other domains are concerned', async () => {
    await studio.importAs('amira', page('old', RULE), page('new', OTHER))
    await run()
    await answer('lena', await onlyPair(), { answer: 'conflict' })
    const { taken } = await studio.importAs(
      'amira',
      page('parcels', 'Parcels leave at noon.', { competencies: ['parcels'] }),
    )
    const luis = await signed(...taken)
    expect(await studio.publish('luis', luis.signer)).toMatchObject({ status: 200 })
  })
})
