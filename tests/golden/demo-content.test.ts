import { describe, expect, it } from 'vitest'
import { checkItem, ItemParameters, initialParameters, itemTypes, tooLittleProduced } from '#core/assessment'
import { parse } from '#core/base'
import { assessment, competency, contentKind, item, objectBytes, placement, readObject } from '#core/content'
import { checkPlacement } from '#core/context'
import { demoDocuments, demoObjects } from '../support/demo-content.ts'

const documents = demoDocuments()
const objects = demoObjects(documents)
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind)
const ids = (kind: string) => ofKind(kind).map((object) => object.id)
const competencies = ofKind('competency').map(({ id, body }) => ({ id, body: competency.parse(body) }))
const items = new Map(ofKind('item').map(({ id, body }) => [id, item.parse(body)]))
const readable = new Set(
  objects.filter(({ kind }) => contentKind(kind).readable).map(({ kind, id }) => `${kind}/${id}`),
)
const aidKind = (id: string) => [...readable].find((name) => name.endsWith(`/${id}`))
const known = new Set(competencies.flatMap(({ id, body }) => [id, ...body.subCompetencies.map((sub) => sub.id)]))

describe('the documents of the demo organisation', () => {
  it('are six, complete, and raise no warning', () => {
    expect(documents.map(({ id }) => id)).toEqual([
      'closing-tickets',
      'delivery-problems',
      'escalation',
      'identity-checks',
      'privacy-incidents',
      'refunds',
    ])
    for (const { missing, warnings } of documents) expect([missing, warnings]).toEqual([[], []])
  })
  it('name competencies that exist', () => {
    for (const { body } of documents) for (const id of body.competencies) expect(known).toContain(id)
  })
})

describe('the objects of the demo organisation', () => {
  it('are as many as the demo says, with items of every type', () => {
    const count = (kind: string) => ids(kind).length
    expect({ roles: count('role-profile'), competencies: count('competency'), items: count('item') }).toEqual({
      roles: 1,
      competencies: 4,
      items: 60,
    })
    expect(readable.size).toBe(8)
    expect(new Set([...readable].map((name) => name.split('/')[0])).size).toBe(3)
    const types = new Set([...items.values()].map(({ type }) => type))
    expect([...types].toSorted()).toEqual(itemTypes.map(({ type }) => type).toSorted())
    expect(count('assessment')).toBe(4)
  })

  it.each(objects.map((object) => [`${object.kind} ${object.id}`, object] as const))('%s is taken', (_, object) => {
    const read = readObject(objectBytes(object), { item: checkItem, placement: checkPlacement })
    expect(read.id).toBe(object.id)
  })

  it('rest on passages that exist', () => {
    const passages = new Set(documents.flatMap(({ id, body }) => body.passages.map((passage) => `${id}#${passage.id}`)))
    const cited = objects.flatMap(({ kind, id, body }) =>
      contentKind(kind)
        .sources(body)
        .map((source) => ({ by: `${kind}/${id}`, at: `${source.document}#${source.passage}` })),
    )
    expect(cited.filter(({ at }) => !passages.has(at))).toEqual([])
    expect(new Set(cited.map(({ by }) => by)).size).toBe(readable.size + items.size)
  })

  it('serve competencies that exist', () => {
    for (const { kind, id, body } of objects)
      for (const served of contentKind(kind).competencies(body)) expect(known, `${kind} ${id}`).toContain(served)
  })
})

describe('the assessments of the demo organisation', () => {
  it.each(ofKind('assessment').map(({ id, body }) => [id, assessment.parse(body)] as const))(
    '%s has three ways of asking and one aid for every sub-competency',
    (_, blueprint) => {
      const subs = competencies.find(({ id }) => id === blueprint.competency)?.body.subCompetencies.map((sub) => sub.id)
      expect(blueprint.remedial.map((row) => row.subCompetency)).toEqual(subs)
      for (const { subCompetency, aid } of blueprint.remedial) {
        const own = blueprint.items.filter((id) => items.get(id)?.subCompetencies.includes(subCompetency))
        const types = new Set(own.map((id) => items.get(id)?.type))
        expect(types.size, subCompetency).toBeGreaterThanOrEqual(3)
        const [kind = '', id] = aidKind(aid)?.split('/') ?? []
        const body = ofKind(kind).find((object) => object.id === id)?.body
        expect(contentKind(kind).competencies(body)).toEqual([subCompetency])
      }
      for (const id of blueprint.items) expect(items.get(id)?.competency).toBe(blueprint.competency)
    },
  )

  it.each(ofKind('assessment').map(({ id, body }) => [id, body] as const))(
    '%s asks to produce in four of five',
    (_, body) => {
      expect(tooLittleProduced(body, items)).toBeNull()
    },
  )

  it('can be shown without a rubric: every sub-competency has two items that a machine may score by itself', () => {
    const closed = [...items.values()].filter(({ type }) => type !== 'scenario' && type !== 'short-answer')
    for (const sub of new Set([...items.values()].flatMap(({ subCompetencies }) => subCompetencies)))
      expect(closed.filter(({ subCompetencies }) => subCompetencies[0] === sub).length, sub).toBeGreaterThanOrEqual(2)
  })

  it('use every item once', () => {
    const used = ofKind('assessment').flatMap(({ body }) => assessment.parse(body).items)
    expect(used.toSorted()).toEqual([...items.keys()].toSorted())
  })

  it('ask in one’s own words once for every sub-competency', () => {
    const scenarios = [...items.values()].filter(({ type }) => type === 'scenario')
    expect(new Set(scenarios.flatMap(({ subCompetencies }) => subCompetencies)).size).toBe(8)
  })

  it('have stated priors that pass as a derived entry', () => {
    const parameters = initialParameters(ofKind('item'))
    expect(parse(ItemParameters, JSON.parse(JSON.stringify(parameters)), 'item-parameters')).toEqual(parameters)
    expect(Object.keys(parameters.items)).toHaveLength(items.size)
    expect(new Set(Object.values(parameters.items).map(({ b }) => b))).toEqual(new Set([-1, 0, 1]))
  })
})

describe('the placements of the demo organisation', () => {
  const placements = ofKind('placement').map(({ body }) => placement.parse(body))
  it('offer aids that exist', () => {
    for (const { aid } of placements) expect(readable).toContain(`${aid.kind}/${aid.id}`)
  })
  it('leave some aids to be found by meaning only', () => {
    const placed = new Set(placements.map(({ aid }) => aid.id))
    const free = [...readable].filter((name) => !placed.has(name.split('/')[1] ?? ''))
    expect(free).toEqual(['onboarding-module/closing-tickets-faq', 'process-guide/parcel-not-arrived'])
  })
})
