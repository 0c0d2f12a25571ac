import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse, sha256Hex } from '#core/base'
import { competency } from '#core/content'
import { calibrationError, fitTagModel, measureTags, TagBoard, tagProbability, tagThreshold } from '#core/knowledge'
import { createStudio, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const words = {
  refunds: ['refund', 'money', 'customer', 'return', 'goods', 'receipt'],
  travel: ['travel', 'flight', 'hotel', 'train', 'ticket', 'booking'],
}
type Topic = keyof typeof words
const page = (topic: Topic, i: number, competencies: string[]) => {
  const own = words[topic]
  const text = Array.from({ length: 12 }, (_, n) => own[(n * (i + 1) + i) % own.length]).join(' ')
  const passages = [{ id: 'a.1', path: ['Rules'], blocks: [{ block: 'text', text }], text, sha256: sha256Hex(text) }]
  const id = `${topic}-${i}`
  return { ...refundsDocument({ title: `Page ${i}`, path: `${id}.md`, roles: [], competencies, passages }), id }
}
const competencyOf = (id: Topic) => ({
  kind: 'competency',
  id,
  body: { ...(competency.examples[0] as Record<string, unknown>), title: words[id].join(' ') },
})
const propose = async () =>
  parse(TagBoard, (await studio.as('lena')('POST', '/v1/studio/tags/propose', {})).body, 'board')
const competenciesOf = async (id: string) => {
  const { body } = await studio.as('amira')('GET', '/v1/studio/objects?kind=document&bodies=1')
  const all = body as { id: string; version: number; body: { competencies: string[] } }[]
  const found = all.find((one) => one.id === id)
  return [found?.version, found?.body.competencies]
}

describe('tagging by meaning', () => {
  beforeEach(async () => {
    const topics = ['refunds', 'travel'] as const
    const { refused } = await studio.importAs(
      'amira',
      ...topics.map(competencyOf),
      ...topics.flatMap((topic) => Array.from({ length: 12 }, (_, i) => page(topic, i, [topic]))),
      page('refunds', 12, []),
    )
    expect(refused).toEqual([])
  })

  it('proposes the right tag, with the passage that speaks for it, and applies nothing', async () => {
    const board = await propose()
    expect(board).toMatchObject({ learntFrom: 24, untagged: 1, precision: expect.closeTo(0.92, 1) })
    expect(board.rows[0]).toMatchObject({
      document: 'refunds-12',
      kind: 'competency',
      tag: 'refunds',
      passage: { id: 'a.1', heading: 'Rules' },
    })
    expect(await competenciesOf('refunds-12')).toEqual([1, []])
  })

  it('makes the next version, a draft, of what an author confirmed, and proposes it no more', async () => {
    await propose()
    const decision = { document: 'refunds-12', confirm: [{ kind: 'competency', tag: 'refunds' }], reject: [] }
    expect((await studio.as('lena')('POST', '/v1/studio/tags/decide', decision)).status).toBe(403)
    expect((await studio.as('amira')('POST', '/v1/studio/tags/decide', decision)).body).toMatchObject({ version: 2 })
    expect(await competenciesOf('refunds-12')).toEqual([2, ['refunds']])
    const { body } = await studio.as('lena')('GET', '/v1/studio/tags')
    expect((body as TagBoard).rows.filter((row) => row.tag === 'refunds')).toEqual([])
  })

  it('does not propose again what was rejected', async () => {
    await propose()
    const reject = [{ kind: 'competency', tag: 'refunds' }]
    await studio.as('amira')('POST', '/v1/studio/tags/decide', { document: 'refunds-12', confirm: [], reject })
    const { rows } = await propose()
    expect(rows.filter((row) => row.document === 'refunds-12' && row.tag === 'refunds')).toEqual([])
    expect(await competenciesOf('refunds-12')).toEqual([1, []])
  })

  it('says that nothing is measured while hardly anything is confirmed, and then every proposal waits', async () => {
    const few = await createStudio()
    await few.importAs('amira', competencyOf('refunds'), page('refunds', 1, ['refunds']), page('refunds', 12, []))
    const reply = await few.as('lena')('POST', '/v1/studio/tags/propose', {})
    const board = parse(TagBoard, reply.body, 'board')
    expect(board).toMatchObject({ learntFrom: 1, precision: null, recall: null })
    expect(board.rows.map(({ document, state }) => [document, state])).toEqual([['refunds-12', 'unsure']])
    await few.remove()
  })
})

const evidence = (toWords: number) => ({
  toWords,
  passageToWords: toWords,
  toCarriers: toWords,
  toNearest: toWords,
  neighbours: toWords,
  inHeadings: 0,
  inText: toWords,
})

describe('the model of tags', () => {
  it('learns what was confirmed, so that its probabilities are the shares', () => {
    const examples = Array.from({ length: 400 }, (_, i) => ({
      evidence: evidence((i % 20) / 20),
      confirmed: i % 20 >= 14 || (i % 20 >= 10 && i % 3 === 0),
    }))
    const model = fitTagModel(examples)
    const predictions = examples.map((each) => ({
      tag: 'a',
      probability: tagProbability(model, each.evidence),
      confirmed: each.confirmed,
    }))
    expect(calibrationError(predictions)).toBeLessThan(0.07)
    const threshold = tagThreshold(predictions)
    expect(measureTags(predictions, threshold).all.precision).toBeGreaterThanOrEqual(0.9)
    expect(measureTags(predictions, threshold).all.recall).toBeGreaterThan(0.7)
  })

  it('tells precision and recall by tag, and null where nothing can be said', () => {
    const { tags } = measureTags(
      [
        { tag: 'a', probability: 0.9, confirmed: true },
        { tag: 'a', probability: 0.8, confirmed: false },
        { tag: 'a', probability: 0.1, confirmed: true },
        { tag: 'b', probability: 0.1, confirmed: false },
      ],
      0.5,
    )
    expect(tags).toEqual([
      { tag: 'a', n: 2, precision: 0.5, recall: 0.5 },
      { tag: 'b', n: 0, precision: null, recall: null },
    ])
  })
})
