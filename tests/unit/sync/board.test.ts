import { afterEach, beforeEach, expect, it } from 'vitest'
import { BoardList, BoardReview, StudioSummary } from '#core/authoring'
import { addDays, createRandom, DAY_MS, dayOf, parse } from '#core/base'
import { competency as kind } from '#core/content'
import { studioTasks } from '../../../sync/studio/tasks.ts'
import { attemptRows, handIn, type Said } from '../../support/board-answers.ts'
import { type EventSource, eventSource } from '../../support/events.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
let nowMs: number
let source: EventSource
let keys: Awaited<ReturnType<Studio['signingKey']>>[]
const START = '2026-11-20'
const about = {
  competency: 'handle-refund-request',
  subCompetencies: ['refund-limits'],
  sources: [{ document: 'refunds', passage: 'limits.1' }],
  aids: [],
}
const situation = ['A refund comes in.']
const steps = (id: string, ask = 'What comes first?') => ({
  kind: 'item',
  id,
  body: {
    ...about,
    title: `Steps ${id}`,
    type: 'order',
    task: {
      difficulty: 'typical',
      situation,
      ask,
      steps: ['Look at it', 'Ask', 'Pay'].map((text) => ({ text: `${text} (${id})`, why: 'So it is.' })),
    },
  },
})
const items = ['one', 'two', 'three', 'four', 'five', 'six']
const assessment = {
  kind: 'assessment',
  id: 'refunds',
  body: {
    title: 'Refunds',
    competency: 'handle-refund-request',
    roles: [],
    items,
    cut: -0.5,
    stop: { minItems: 1, maxItems: 4, standardError: 0.9, certainty: 0.6 },
    remedial: [{ subCompetency: 'refund-limits', aid: 'refund-approval' }],
  },
}

beforeEach(async () => {
  nowMs = Date.parse(`${START}T10:00:00Z`)
  source = eventSource(5)
  studio = await createStudio({ world: { nowMs: () => nowMs } })
  keys = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  await release(
    refundsDocument(),
    refundAid(),
    { kind: kind.kind, id: 'handle-refund-request', body: kind.examples[0] },
    ...items.map((id) => steps(id)),
    assessment,
  )
})
afterEach(() => studio.remove())

async function release(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  expect((await studio.approve('sue', 'sme', keys[0]!.signer, refs)).reply.status).toBe(200)
  expect((await studio.approve('lena', 'ld', keys[1]!.signer, refs)).reply.status).toBe(200)
  expect((await studio.publish('lena', keys[1]!.signer)).body).not.toMatchObject({ code: expect.anything() })
}
const list = async () => parse(BoardList, (await studio.as('lena')('GET', '/v1/studio/board')).body, 'board')
const review = async (person = 'lena') =>
  parse(BoardReview, (await studio.as(person)('GET', '/v1/studio/board/review?of=refunds')).body, 'review')
const itemOf = async (id: string) => (await review()).items.find((each) => each.id === id)
const close = (base: number, ...decisions: unknown[]) =>
  studio.as('lena')('POST', '/v1/studio/board/review', { of: 'refunds', base, decisions })
const keep = (id = 'refunds') => ({
  about: id === 'refunds' ? 'path' : 'item',
  id,
  act: 'keep',
  reason: 'Nothing here says otherwise.',
  lookOn: null,
})
const order = (id: string, ...said: string[]) => ({ answer: 'order', order: said.map((word) => `${word}-${id}`) })
const right = (item: string, more: Partial<Said> = {}): Said => ({
  item,
  correct: true,
  response: order(item, 'look', 'ask', 'pay'),
  ...more,
})
const wrong = (item: string, more: Partial<Said> = {}): Said => ({
  item,
  correct: false,
  response: order(item, 'pay', 'ask', 'look'),
  ...more,
})
let nobody = 0
/** So many new people hand in an attempt each. */
async function crowd(n: number, said: (nth: number) => readonly Said[]) {
  const rows = Array.from({ length: n }, (_, nth) =>
    attemptRows(source, `person-${nobody++}`, 'refunds', said(nth), nowMs + 1_000 * (nth + 1)),
  )
  nowMs += 1_000 * (n + 1)
  await handIn(studio.org, rows.flat())
}
const toDay = (day: string) => {
  nowMs = Date.parse(`${day}T10:00:00Z`)
}

it('asks for a look every month, every week where an active gap is about it, and says when it is overdue', async () => {
  expect((await list()).reviews).toMatchObject([
    { assessment: 'refunds', every: 'month', items: 6, lastOn: null, dueOn: addDays(START, 30), state: 'later' },
  ])
  const gap = {
    role: 'agent',
    competency: 'handle-refund-request',
    sub: null,
    statement: 'Cannot decide a refund above the limit without asking a colleague',
    asked: [],
    priority: { impact: 'quality', goal: 'Fewer disputes', size: 2, why: 'Complaints of October' },
    owner: 'lena',
    effect: 'Half as many by March',
    state: 'active',
    decisions: [{ act: 'recorded', person: 'lena', at: new Date(nowMs).toISOString(), reason: null, beside: [] }],
  }
  const record = { kind: 'gap', id: 'g-1', version: 1, body: JSON.stringify(gap), person: 'lena', at_ms: nowMs }
  await studio.org.db.insertInto('record').values(record).execute()
  const dueOn = addDays(START, 7)
  expect((await list()).reviews).toMatchObject([{ every: 'week', gap: gap.statement, dueOn }])

  toDay(addDays(dueOn, 1))
  expect((await list()).reviews).toMatchObject([{ state: 'overdue' }])
  const summary = async () =>
    parse(StudioSummary, (await studio.as('lena')('GET', '/v1/studio/summary')).body, 'summary').board
  expect(await summary()).toEqual({ all: 1, due: 1, overdue: 1 })
  const task = { kind: 'board-review', id: 'refunds', dueOn, overdue: true, to: '/studio/board/refunds' }
  expect(await studioTasks(studio.org)).toContainEqual(expect.objectContaining(task))

  expect((await close(0, keep())).body).toEqual({ version: 1, dueOn: addDays(dueOn, 8) })
  expect(await summary()).toEqual({ all: 1, due: 0, overdue: 0 })
  expect((await studioTasks(studio.org)).filter((each) => each.kind === 'board-review')).toEqual([])
}, 20_000)

it('shows nothing below ten people, and what it shows rests on whole blocks of five', async () => {
  await crowd(9, () => [wrong('one')])
  expect((await itemOf('one'))?.figures).toBeNull()
  await crowd(1, () => [right('one')])
  const ten = await review()
  expect(ten.items[0]?.figures?.right).toMatchObject({ people: 10, share: 0 })
  for (let more = 0; more < 4; more++) {
    await crowd(1, () => [right('one')])
    expect(JSON.stringify(await review())).toBe(JSON.stringify(ten))
  }
  await crowd(1, () => [right('one')])
  expect((await itemOf('one'))?.figures?.right.people).toBe(15)
  const text = JSON.stringify(await review())
  expect(text).not.toContain('person-')
  expect(text).not.toMatch(/T\d\d:\d\d/)
}, 20_000)

it('parts wrong and sure from wrong and unsure, and puts wrong answers that are alike together', async () => {
  await crowd(40, (nth) => [
    nth < 20 ? right('one') : wrong('one', { confidence: nth < 30 ? 'sure' : 'guess' }),
    // three chose something nobody else did
    nth < 37 ? right('two') : wrong('two', { response: order('two', 'ask', 'pay', 'look') }),
  ])
  const one = (await itemOf('one'))?.figures
  expect(one).toMatchObject({ right: { share: 0.5 }, wrongAndSure: { share: 0.25 }, wrongAndUnsure: { share: 0.25 } })
  expect(one?.wrong).toMatchObject([{ of: 'answer', people: 20 }])
  expect(one?.right.low).toBeLessThan(0.35)
  expect(one?.right.high).toBeGreaterThan(0.65)
  expect((await itemOf('two'))?.figures?.wrong).toEqual([])
}, 20_000)

it('counts first answers alone to the released version, and not after the aid for that part', async () => {
  await crowd(10, () => [wrong('one', { aided: true }), right('one')])
  await crowd(10, () => [right('two', { version: 2 })])
  await crowd(10, () => [wrong('three', { state: 'abstained' })])
  const { items: all } = await review()
  expect(all.map(({ figures }) => figures)).toEqual([null, null, null, null, null, null])
}, 20_000)

it('flags a key that those who can do the work do not give', async () => {
  const random = createRandom(11)
  await crowd(30, (nth) => {
    const able = nth % 2 === 0
    return items.map((id) =>
      id === 'six' ? (able ? wrong(id) : right(id)) : random.next() < (able ? 0.95 : 0.2) ? right(id) : wrong(id),
    )
  })
  const { items: all } = await review()
  expect(all.filter(({ figures }) => figures?.key.flagged).map(({ id }) => id)).toEqual(['six'])
  expect(all.at(-1)?.figures?.wrong[0]?.able).toBe('better')
}, 20_000)

it('shows at the next review what came of a decision, and cannot tell where the intervals overlap', async () => {
  await crowd(40, (nth) => [nth % 4 === 0 ? right('one') : wrong('one'), nth % 2 ? right('two') : wrong('two')])
  toDay('2026-12-20')
  const mend = {
    about: 'item',
    id: 'one',
    act: 'mend',
    reason: 'The second step reads two ways.',
    lookOn: null,
  }
  const again = { ...keep(), act: 'look-again', lookOn: '2026-12-28' }
  expect((await close(0, mend, keep('two'), again)).body).toEqual({ version: 1, dueOn: '2026-12-28' })
  expect((await review()).effects.map(({ figures }) => figures[0]?.says)).toEqual(['too-few', 'too-few', 'too-few'])

  await release(steps('one', 'What do you do first, and then?'))
  await crowd(40, (nth) => [nth ? right('one', { version: 2 }) : wrong('one'), nth % 2 ? right('two') : wrong('two')])
  toDay('2026-12-28')
  const { effects, version } = await review()
  expect(effects).toMatchObject([
    {
      id: 'one',
      act: 'mend',
      figures: [
        { of: 'right', says: 'more' },
        { of: 'wrong-and-sure', says: 'fewer' },
      ],
    },
    { id: 'two', figures: [{ says: 'cannot-tell', before: { people: 40 }, after: { people: 40 } }, {}] },
    { id: 'refunds', figures: [{ of: 'can-do' }] },
  ])
  expect((await close(version, keep('one'))).status).toBe(200)
  const { history } = await review()
  expect(history.map(({ by, decisions, effects: came }) => [by, decisions.length, came.length])).toEqual([
    ['Lena', 1, 3],
    ['Lena', 3, 0],
  ])
  expect(history[0]?.effects[0]?.figures[0]).toEqual(effects[0]?.figures[0])
}, 30_000)

it('ends in a decision on something it names, with a reason, by L&D, once', async () => {
  const refused: [unknown[], number][] = [
    [[], 400],
    [[{ ...keep(), reason: 'no' }], 400],
    [[keep('seven')], 400],
    [[keep(), keep()], 400],
    [[{ ...keep(), act: 'look-again' }], 400],
    [[{ ...keep(), act: 'look-again', lookOn: START }], 400],
    [[{ ...keep('one'), act: 'change' }], 400],
  ]
  for (const [decisions, status] of refused) expect((await close(0, ...decisions)).status).toBe(status)
  const sent = { of: 'refunds', base: 0, decisions: [keep()] }
  expect((await studio.as('amira')('POST', '/v1/studio/board/review', sent)).status).toBe(403)
  expect((await studio.as('leo')('GET', '/v1/studio/board')).status).toBe(403)
  expect((await review('amira')).mayDecide).toBe(false)
  expect((await close(0, keep())).body).toMatchObject({ version: 1 })
  // its reply was lost
  expect((await close(0, keep())).body).toMatchObject({ version: 1 })
  expect((await close(0, keep('one'))).status).toBe(409)
  expect((await studio.as('lena')('GET', '/v1/studio/board/review?of=nothing')).status).toBe(404)
  expect(dayOf(nowMs + DAY_MS)).toBe(addDays(START, 1))
}, 20_000)
