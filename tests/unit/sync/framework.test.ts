import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCompetencyIndex } from '#core/competencies'
import { realWorld } from '../../../sync/organisation.ts'
import { saveImage } from '../../../sync/studio/images.ts'
import { profileTasks } from '../../../sync/studio/profiles.ts'
import { dataSet } from '../../support/data-sets.ts'
import { demoDocuments, demoObjects, demoPictures } from '../../support/demo-content.ts'
import { createStudio, type Studio } from '../../support/studio.ts'

let studio: Studio
let nowMs = Date.UTC(2026, 5, 1)
beforeEach(async () => {
  nowMs = Date.UTC(2026, 5, 1)
  studio = await createStudio({ world: { ...realWorld, nowMs: () => nowMs } })
})
afterEach(() => studio.remove())

const statement = {
  verb: 'Posts',
  object: 'an invoice',
  condition: 'in SAP, from a scan',
  standard: 'within 5 minutes',
}
const invoice = (over: Record<string, unknown> = {}) => ({
  title: 'Post an invoice',
  statement,
  subCompetencies: [{ id: 'post-scan', title: 'From a scan', statement }],
  levels: [],
  provenance: [{ person: 'Ann, "AP"', on: '2026-05-01', evidence: 'job-description' }],
  ...over,
})
const clerk = (over: Record<string, unknown> = {}) => ({
  title: '=Clerk',
  owner: 'Lena',
  reviewedOn: '2026-05-01',
  cadenceMonths: 12,
  competencies: [{ competency: 'post-invoice', level: 1, weight: 1 }],
  ...over,
})
const edit = (kind: string, id: string, base: number, body: unknown, person = 'amira') =>
  studio.as(person)('POST', '/v1/studio/framework/edit', { kind, id, base, body })
async function demo() {
  const objects = [...demoDocuments().map((d) => ({ kind: 'document', id: d.id, body: d.body })), ...demoObjects()]
  for (const picture of demoPictures()) await saveImage(studio.org, 'amira', picture)
  const { refused } = await studio.importAs('amira', ...objects.map(({ kind, id, body }) => ({ kind, id, body })))
  expect(refused).toEqual([])
}
const exported = async (of: Studio, format: string) =>
  ((await of.as('lena')('GET', `/v1/studio/framework/export?format=${format}`)).body as { text: string }).text

describe('the map', () => {
  it('goes out, into an empty server and out again with the same bytes, as JSON and as CSV', async () => {
    await demo()
    await edit('competency', 'post-invoice', 0, invoice())
    await edit('role-profile', 'clerk', 0, clerk())
    const [json, csv] = [await exported(studio, 'json'), await exported(studio, 'csv')]
    expect(csv).toContain("'=Clerk")
    for (const [format, text] of [
      ['json', json],
      ['csv', csv],
    ] as const) {
      const empty = await createStudio()
      try {
        const taken = await empty.as('amira')('POST', '/v1/studio/framework/import', { format, text })
        expect(taken.body).toMatchObject({ refused: [] })
        expect(await exported(empty, 'json')).toBe(json)
        expect(await exported(empty, 'csv')).toBe(csv)
      } finally {
        await empty.remove()
      }
    }
  })

  it('takes what is right of a file and names the place and the fault of the rest', async () => {
    const file = {
      framework: 1,
      competencies: [
        { id: 'post-invoice', body: invoice() },
        { id: 'vague', body: invoice({ statement: { ...statement, verb: 'Understands' } }) },
        { id: 'Bad Id', body: invoice() },
      ],
      profiles: [{ id: 'clerk', body: { ...clerk(), owner: '' } }],
    }
    const { body } = await studio.as('amira')('POST', '/v1/studio/framework/import', {
      format: 'json',
      text: JSON.stringify(file),
    })
    expect(body).toMatchObject({ taken: [{ kind: 'competency', id: 'post-invoice', state: 'new' }] })
    const refused = (body as { refused: { row: string; reason: string }[] }).refused
    expect(refused.map(({ row }) => row).sort()).toEqual(['competencies[1]', 'competencies[2]', 'profiles[0]'])
    expect(refused.find(({ row }) => row === 'competencies[1]')?.reason).toMatch(/verb: Nobody can watch/)
  })

  it.runIf(dataSet('frameworks'))('takes in what people really use, and refuses what cannot be observed', async () => {
    const file = readFileSync(`${dataSet('frameworks')}/uk_civil_service_competency_framework.json`, 'utf8')
    const behaviours = [...file.matchAll(/"effective": "([^"]+)"/g)].map(([, text]) => text ?? '').filter(Boolean)
    expect(behaviours.length).toBeGreaterThan(100)
    const competencies = behaviours.map((text, at) => {
      const [verb = '', ...rest] = text.split(' ')
      const whole = {
        verb,
        object: rest.join(' ') || verb,
        condition: 'in a case from the team’s own month',
        standard: 'in 4 of 5 cases, without help',
      }
      const id = `behaviour-${at}`
      return {
        id,
        body: invoice({
          title: text,
          statement: whole,
          subCompetencies: [{ id: `${id}-part`, title: text, statement: whole }],
        }),
      }
    })
    const text = JSON.stringify({ framework: 1, competencies, profiles: [] })
    const { body } = await studio.as('amira')('POST', '/v1/studio/framework/import', { format: 'json', text })
    const { taken, refused } = body as { taken: unknown[]; refused: { reason: string }[] }
    console.log(
      `UK Civil Service: ${taken.length} of ${behaviours.length} behaviours begin with a verb that can be watched`,
    )
    expect(taken.length + refused.length).toBe(behaviours.length)
    expect(taken.length).toBeGreaterThan(50)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused.filter(({ reason }) => !/verb: |object: /.test(reason))).toEqual([])
    const csv = await exported(studio, 'csv')
    const again = await studio.as('amira')('POST', '/v1/studio/framework/import', { format: 'csv', text: csv })
    expect((again.body as { taken: { state: string }[] }).taken.every(({ state }) => state === 'same')).toBe(true)
  })
})

describe('a competency', () => {
  it('is not saved by any route before it can be observed, and what is missing is said', async () => {
    const vague = invoice({ statement: { ...statement, standard: 'well' } })
    const put = await edit('competency', 'post-invoice', 0, vague)
    expect(put).toMatchObject({ status: 400, body: { message: expect.stringMatching(/standard: “well”/) } })
    const { refused } = await studio.importAs('amira', { kind: 'competency', id: 'post-invoice', body: vague })
    expect(refused[0]?.reason).toMatch(/standard/)
    const without = await edit('competency', 'post-invoice', 0, invoice({ statement: { ...statement, verb: '' } }))
    expect(without.status).toBe(400)
    expect((await studio.as('lena')('GET', '/v1/studio/framework')).body).toMatchObject({ competencies: [] })
  })

  it('is for those who work on content, and for the operator only in their name', async () => {
    const body = { kind: 'competency', id: 'post-invoice', base: 0, body: invoice() }
    const call = (who: Studio['operator'], more = {}) => who('POST', '/v1/studio/framework/edit', { ...body, ...more })
    expect((await call(studio.as('leo'))).status).toBe(403)
    expect((await call(studio.nobody)).status).toBe(401)
    expect((await call(studio.operator)).status).toBe(403)
    expect((await studio.as('leo')('GET', '/v1/studio/framework')).status).toBe(403)
    expect((await call(studio.operator, { as: 'amira' })).body).toMatchObject({ state: 'saved', version: 1 })
  })

  it('is marked unconfirmed while a job description is all there is', async () => {
    await edit('competency', 'post-invoice', 0, invoice())
    const unconfirmed = async () =>
      ((await studio.as('sam')('GET', '/v1/studio/framework')).body as { competencies: { unconfirmed: boolean }[] })
        .competencies[0]?.unconfirmed
    expect(await unconfirmed()).toBe(true)
    const provenance = [...invoice().provenance, { person: 'Bo', on: '2026-05-02', evidence: 'high-performer' }]
    await edit('competency', 'post-invoice', 1, invoice({ provenance }))
    expect(await unconfirmed()).toBe(false)
  })

  it('keeps the text of who came second, and lets it be taken over', async () => {
    await edit('competency', 'post-invoice', 0, invoice())
    const mine = invoice({ levels: [{ level: 1, description: 'mine' }] })
    await edit('competency', 'post-invoice', 1, invoice({ levels: [{ level: 1, description: 'hers' }] }), 'lena')
    expect((await edit('competency', 'post-invoice', 1, mine)).body).toMatchObject({
      state: 'conflict',
      newest: { version: 2, person: 'Lena' },
    })
    const [kept] = (await studio.as('amira')('GET', '/v1/studio/losing-edits')).body as { id: string; body: unknown }[]
    expect(kept?.body).toEqual(mine)
    expect((await edit('competency', 'post-invoice', 2, kept?.body)).body).toMatchObject({ state: 'saved', version: 3 })
    await studio.as('amira')('POST', '/v1/studio/losing-edits/settle', { id: kept?.id })
    expect((await studio.as('amira')('GET', '/v1/studio/losing-edits')).body).toEqual([])
    const versions = (await studio.as('amira')('GET', '/v1/studio/framework/history/competency/post-invoice')).body
    expect(versions).toMatchObject([
      { version: 3, person: 'Amira' },
      { version: 2, person: 'Lena' },
      { version: 1, person: 'Amira' },
    ])
  })

  it('changes no name in silence and drops no part that something is bound to', async () => {
    await demo()
    const all = (await studio.as('lena')('GET', '/v1/studio/framework')).body as {
      competencies: { id: string; version: number; body: ReturnType<typeof invoice> }[]
    }
    const route = all.competencies.find(({ id }) => id === 'route-ticket')
    if (!route) throw new Error('no route-ticket')
    const renamed = await edit('competency', 'route-ticket', 1, { ...route.body, title: 'Triage' })
    expect(renamed).toMatchObject({ status: 403 })
    expect(JSON.stringify(renamed.body)).toMatch(/renaming it/)
    const less = { ...route.body, subCompetencies: route.body.subCompetencies.slice(0, 1) }
    expect(JSON.stringify((await edit('competency', 'route-ticket', 1, less)).body)).toMatch(/hand-over.*bound to it/)
  })
})

describe('a change of the map', () => {
  const change = (body: Record<string, unknown>, apply = true, person = 'lena') =>
    studio.as(person)('POST', '/v1/studio/framework/change', { change: body, note: 'two jobs in one', apply })
  const body = async (kind: string, id: string) => {
    const versions = (await studio.as('lena')('GET', `/v1/studio/objects?kind=${kind}&bodies=1`)).body as {
      id: string
      state: string
      body: Record<string, unknown>
    }[]
    return versions.find((each) => each.id === id)
  }
  const split = {
    change: 'split',
    id: 'route-ticket',
    into: [
      { id: 'rank-ticket', title: 'Rank a ticket', statement, subs: ['set-priority'] },
      { id: 'hand-over-ticket', title: 'Hand over a ticket', statement, subs: ['hand-over'] },
    ],
  }

  it('renames with its history, and the old name stays in every report', async () => {
    await demo()
    expect((await change({ change: 'rename', id: 'route-ticket', title: 'Triage a ticket' })).status).toBe(200)
    const renamed = await body('competency', 'route-ticket')
    expect(renamed).toMatchObject({ state: 'draft', body: { title: 'Triage a ticket' } })
    const index = createCompetencyIndex([{ id: 'route-ticket', body: renamed?.body }])
    expect(index.changes('route-ticket')).toEqual([
      'On 2026-06-01 renamed: “Rank and route a ticket” became “Triage a ticket”. two jobs in one',
    ])
  })

  it('is shown before it is done, and touches nothing until then', async () => {
    await demo()
    const before = await exported(studio, 'json')
    const plan = (await change(split, false)).body as { edits: { kind: string; id: string }[]; queue: { id: string }[] }
    const bound = demoObjects().filter(({ kind, body }) => kind === 'item' && body.competency === 'route-ticket')
    expect(plan.edits.filter(({ kind }) => kind === 'item')).toHaveLength(bound.length)
    expect(plan.queue.map(({ id }) => id).sort()).toEqual(['priority-and-handover', 'service-desk-agent'])
    expect(await exported(studio, 'json')).toBe(before)
    expect((await change(split, true, 'leo')).status).toBe(403)
  })

  it('splits: each item is re-mapped or waits for a person, and nothing is approved by it', async () => {
    await demo()
    expect((await change(split)).body).toMatchObject({ applied: true })
    expect((await body('item', 'handover-steps'))?.body.competency).toBe('hand-over-ticket')
    expect((await body('item', 'priority-wedding'))?.body.competency).toBe('rank-ticket')
    expect(await body('competency', 'route-ticket')).toMatchObject({
      state: 'draft',
      body: { retiredOn: '2026-06-01', replacedBy: ['rank-ticket', 'hand-over-ticket'] },
    })
    const open = (await studio.as('lena')('GET', '/v1/studio/framework/remaps')).body as {
      remap: string
      body: { id: string }
    }[]
    const remap = open.find((each) => each.body.id === 'service-desk-agent')?.remap
    const settle = (more: Record<string, unknown>) =>
      studio.as('lena')('POST', '/v1/studio/framework/remaps/settle', { remap, ...more })
    expect((await settle({ to: [] })).status).toBe(403)
    expect((await settle({ to: ['rank-ticket', 'hand-over-ticket'] })).body).toMatchObject({ state: 'moved' })
    const needs = (await body('role-profile', 'service-desk-agent'))?.body.competencies as { competency: string }[]
    expect(needs.map(({ competency }) => competency)).toEqual(
      expect.arrayContaining(['rank-ticket', 'hand-over-ticket']),
    )
    expect(needs.map(({ competency }) => competency)).not.toContain('route-ticket')
    expect((await studio.as('lena')('GET', '/v1/studio/framework')).body).toMatchObject({ open: 1 })
    expect((await settle({ to: ['rank-ticket'] })).status).toBe(404)
    expect((await change(split)).status).toBe(403)
  })

  it('merges into one that goes on, and retires with or without a heir', async () => {
    await demo()
    const { title, statement: own } = ((await body('competency', 'route-ticket'))?.body ?? {}) as ReturnType<
      typeof invoice
    >
    const into = { id: 'route-ticket', title, statement: own }
    await change({ change: 'merge', ids: ['route-ticket', 'resolve-delivery'], into })
    const merged = (await body('competency', 'route-ticket'))?.body as ReturnType<typeof invoice>
    expect(merged.subCompetencies.length).toBeGreaterThan(2)
    expect((await body('assessment', 'delivery-and-closing'))?.body.competency).toBe('route-ticket')
    const plan = (await change({ change: 'retire', id: 'handle-refund', replacedBy: null })).body as {
      queue: unknown[]
    }
    expect(plan.queue.length).toBeGreaterThan(0)
    expect((await change({ change: 'retire', id: 'resolve-delivery', replacedBy: null })).status).toBe(403)
  })
})

describe('a role profile', () => {
  const tasks = async () =>
    (
      (await studio.as('lena')('GET', '/v1/studio/tasks')).body as { kind: string; id: string; overdue: boolean }[]
    ).filter(({ kind }) => kind === 'profile-review')
  const review = async () =>
    (
      (await studio.as('lena')('GET', '/v1/studio/framework')).body as {
        profiles: { review: string; version: number }[]
      }
    ).profiles[0]

  it('asks for another look before it is due, is stale after, and holds again on its owner’s word', async () => {
    await edit('role-profile', 'clerk', 0, clerk())
    expect(await profileTasks(studio.org, '2027-03-31')).toEqual([])
    expect(await profileTasks(studio.org, '2027-04-01')).toMatchObject([{ id: 'clerk', owner: 'Lena', overdue: false }])
    nowMs = Date.UTC(2027, 4, 1)
    expect(await tasks()).toMatchObject([{ id: 'clerk', overdue: false }])
    nowMs = Date.UTC(2027, 5, 2)
    expect(await tasks()).toMatchObject([{ id: 'clerk', overdue: true }])
    expect(await review()).toMatchObject({ review: 'stale' })

    const confirm = (person: string, more = {}) =>
      studio.as(person)('POST', '/v1/studio/profiles/confirm', { id: 'clerk', base: 1, ...more })
    expect((await confirm('amira')).status).toBe(403)
    expect((await confirm('leo')).status).toBe(403)
    expect((await confirm('luis')).status).toBe(403)
    expect((await confirm('lena')).body).toMatchObject({ state: 'saved', version: 2 })
    expect(await review()).toMatchObject({ review: 'fresh', version: 2 })
    expect(await tasks()).toEqual([])
    expect((await confirm('luis', { base: 2, note: 'by mail' })).body).toMatchObject({ state: 'saved', version: 3 })
  })

  it('is due after six months in a fast field', async () => {
    await edit('role-profile', 'clerk', 0, clerk({ cadenceMonths: 6 }))
    expect(await profileTasks(studio.org, '2026-10-02')).toMatchObject([{ overdue: false }])
    expect(await profileTasks(studio.org, '2026-11-02')).toMatchObject([{ overdue: true }])
  })
})
