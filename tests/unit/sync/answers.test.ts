import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAnswerEvidence } from '#core/assessment'
import type { AnswerQueue, AnswerRead, AnswerToRead } from '#core/authoring'
import { item, competency as kind } from '#core/content'
import type { ItemResponse, Turn } from '../../../core/engine-api.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { releasedEvidence } from '../../../sync/studio/release-evidence.ts'
import { studioSummary } from '../../../sync/studio/summary.ts'
import { studioTasks } from '../../../sync/studio/tasks.ts'
import { type TestDevice, testDevice } from '../../support/engine.ts'
import { addPerson } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

let studio: Studio
let nowMs: number
let keys: Awaited<ReturnType<Studio['signingKey']>>[]
const sources = [{ document: 'refunds', passage: 'limits.1' }]
const about = { competency: 'handle-refund-request', subCompetencies: ['refund-limits'], sources, aids: [] }
const lamp = {
  kind: item.kind,
  id: 'lamp',
  body: {
    ...about,
    title: 'A lamp for 80',
    type: 'scenario',
    task: {
      difficulty: 'typical',
      situation: ['A customer wants 80 back for a lamp.'],
      ask: 'What do you do with it?',
      minWords: 4,
      criteria: [
        {
          id: 'asks-lead',
          text: 'Asks the team lead',
          models: ['I ask the team lead to approve the refund', 'The team lead has to approve it first'],
          met: 'Right.',
          missed: 'Above 50 the team lead approves.',
        },
        {
          id: 'says-when',
          text: 'Says by when she hears',
          required: false,
          models: ['I tell her that she hears from us tomorrow', 'She gets an answer by tomorrow'],
          met: 'Good.',
          missed: 'Say by when.',
        },
      ],
    },
  },
}
const steps = (id: string) => ({
  kind: item.kind,
  id,
  body: {
    ...about,
    title: `Steps ${id}`,
    type: 'order',
    task: {
      difficulty: 'typical',
      situation: ['A refund comes in.'],
      ask: 'What comes first?',
      steps: ['Look at it', 'Ask', 'Pay'].map((text) => ({ text: `${text} (${id})`, why: 'So it is.' })),
    },
  },
})
/** of another part, which the assessment does not ask: it makes the two items an assessment needs */
const other = {
  ...lamp,
  id: 'other',
  body: { ...lamp.body, title: 'Another', subCompetencies: ['handle-refund-request'] },
}
const assessment = (items: string[]) => ({
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
})

beforeEach(async () => {
  nowMs = Date.parse('2026-11-20T10:00:00Z')
  studio = await createStudio({ world: { nowMs: () => nowMs } })
  keys = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
})
afterEach(() => studio.remove())

async function release(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  for (const [i, [person, role]] of (
    [
      ['sue', 'sme'],
      ['lena', 'ld'],
    ] as const
  ).entries())
    expect((await studio.approve(person, role, keys[i]!.signer, refs)).reply.status).toBe(200)
  await publish()
}
async function publish() {
  const reply = await studio.publish('lena', keys[1]!.signer)
  expect(reply.body).not.toMatchObject({ code: expect.anything() })
}
const content = (...items: string[]) => [
  refundsDocument(),
  refundAid(),
  { kind: kind.kind, id: 'handle-refund-request', body: kind.examples[0] },
  lamp,
  other,
  ...items.map(steps),
  assessment(['lamp', 'other', ...items]),
]
async function enrolled(person: string): Promise<TestDevice> {
  const device = testDevice(
    (request) => studio.app.fetch(request),
    () => nowMs,
    wordEmbedder(),
  )
  await device.engine.enrol(await enrolmentLink(studio.org, person, 'https://desk.example'))
  return device
}
const LEAD = 'I ask the team lead to approve the refund and I tell her that she hears from us tomorrow.'
/** Takes the attempt to its end, own words as told, steps right. */
async function take({ engine, newId }: TestDevice, text = LEAD): Promise<Turn> {
  let turn = await engine.startAttempt(newId(), 'refunds')
  for (let n = 0; n < 10 && turn.state !== 'finished'; n++) turn = await step({ engine, newId }, turn, text)
  return turn
}
async function step({ engine, newId }: Pick<TestDevice, 'engine' | 'newId'>, turn: Turn, text = LEAD): Promise<Turn> {
  nowMs += 60_000
  if (turn.state === 'remedial') return engine.remedialDone(newId(), turn.attempt, turn.subCompetency.id)
  if (turn.state === 'finished') return turn
  const { control, id } = turn.item
  const order = ['Look', 'Ask', 'Pay']
  const response: ItemResponse =
    control.answer === 'order'
      ? {
          answer: 'order',
          order: [...control.options]
            .sort((a, b) => order.findIndex((w) => a.text.startsWith(w)) - order.findIndex((w) => b.text.startsWith(w)))
            .map((option) => option.id),
        }
      : { answer: 'text', text }
  return (await engine.answer(newId(), turn.attempt, id, response, 'sure')).next
}
const queue = async (person: string) => (await studio.as(person)('GET', '/v1/studio/answers')).body as AnswerQueue
const open = async (person: string, id: string) => studio.as(person)('GET', `/v1/studio/answers/${id}`)
const read = (person: string, id: string, asksLead: boolean, note: string | null = null) =>
  studio.as(person)('POST', `/v1/studio/answers/${id}`, {
    reading: {
      criteria: [
        { criterion: 'asks-lead', verdict: asksLead ? 'met' : 'missed' },
        { criterion: 'says-when', verdict: 'met' },
      ],
      note,
    },
  })

describe('an answer in own words', () => {
  it('gives feedback only, waits for an expert without name or time, and their word ends the attempt', async () => {
    await release(...content())
    const leo = await enrolled('leo')
    const end = await take(leo)
    expect(end).toMatchObject({ state: 'finished', result: { verdict: 'waiting' } })
    expect((await leo.engine.answers())[0]).toMatchObject({ state: 'waiting', correct: false, mayContest: false })
    await leo.engine.sync()

    const { waiting, items } = await queue('sue')
    expect(waiting).toMatchObject([{ item: 'lamp', title: 'A lamp for 80', contested: false }])
    expect(items).toMatchObject([{ item: 'lamp', waiting: 1, read: 0, machine: null, feedbackOnly: true }])
    const { body } = await open('sue', waiting[0]!.id)
    expect(body).toMatchObject({
      answer: [LEAD],
      ask: 'What do you do with it?',
      note: null,
    } satisfies Partial<AnswerToRead>)
    const [answer] = await leo.engine.answers()
    const all = JSON.stringify([waiting, items, body])
    for (const secret of [
      'leo',
      'Leo',
      answer?.id ?? '',
      answer?.attempt ?? '',
      '2026-11-20',
      String(answer?.atMs),
      'unsure',
    ])
      expect(all, secret).not.toContain(secret)
    expect(body).not.toHaveProperty('machine')

    const said = await read('sue', waiting[0]!.id, true, 'Well done.')
    expect(said.body).toEqual({
      machine: [
        { criterion: 'asks-lead', verdict: 'met' },
        { criterion: 'says-when', verdict: 'met' },
      ],
      next: null,
    } satisfies AnswerRead)
    expect((await read('sue', waiting[0]!.id, true)).status).toBe(404)

    nowMs += 3_600_000
    await leo.engine.sync()
    const record = await leo.engine.record()
    expect(record.attempts[0]?.result).toMatchObject({ verdict: 'can-do', readAtMs: expect.any(Number) })
    expect((await leo.engine.answers())[0]).toMatchObject({
      state: 'counts',
      correct: true,
      score: 1,
      read: { note: 'Well done.', criteria: [{ text: 'Asks the team lead', verdict: 'met' }, { verdict: 'met' }] },
    })
    expect(await leo.engine.turn(end.attempt)).toMatchObject({ state: 'finished', result: { verdict: 'can-do' } })
  })

  it('that a person finds wanting opens the attempt again: its aid, then another task', async () => {
    await release(...content('one'))
    const leo = await enrolled('leo')
    // the steps are left, so that the own words alone decide
    let turn = await leo.engine.startAttempt(leo.newId(), 'refunds')
    while (turn.state === 'item' && turn.item.id !== 'lamp')
      turn = await leo.engine.startAttempt(leo.newId(), 'refunds')
    const { attempt } = turn
    turn = await step(leo, turn, 'I pay it out to her myself at once because she is very upset')
    expect(turn).toMatchObject({ state: 'item', item: { id: 'one' }, why: expect.stringContaining('another way') })
    await leo.engine.sync()
    const [waiting] = (await queue('sue')).waiting
    expect((await read('sue', waiting!.id, false)).status).toBe(200)
    await leo.engine.sync()
    turn = await leo.engine.turn(attempt)
    expect(turn).toMatchObject({ state: 'remedial', aid: { id: 'refund-approval' } })
    turn = await step(leo, turn)
    expect(turn).toMatchObject({ state: 'item', item: { id: 'one' } })
    expect(await step(leo, turn)).toMatchObject({ state: 'finished', result: { verdict: 'can-do' } })
  })

  it('is read by no author, no L&D reviewer, no learner and never by who gave it', async () => {
    await release(...content())
    const luis = await enrolled('luis')
    await take(luis)
    await luis.engine.sync()
    expect((await queue('luis')).waiting).toEqual([])
    const { waiting } = await queue('sue')
    expect(waiting).toHaveLength(1)
    expect((await read('luis', waiting[0]!.id, true)).status).toBe(404)
    expect((await open('luis', waiting[0]!.id)).status).toBe(404)
    for (const person of ['amira', 'lena', 'leo']) expect((await open(person, waiting[0]!.id)).status).toBe(403)
    expect(await queue('lena')).toMatchObject({ waiting: [], mayRead: false, items: [{ waiting: 1 }] })
    expect((await studio.as('amira')('GET', '/v1/studio/answers')).status).toBe(403)
    expect((await studio.nobody('GET', '/v1/studio/answers')).status).toBe(401)
    expect((await read('sue', 'f'.repeat(32), true)).status).toBe(404)
    expect(
      (
        await studio.as('sue')('POST', `/v1/studio/answers/${waiting[0]!.id}`, {
          reading: { criteria: [{ criterion: 'asks-lead', verdict: 'met' }], note: null },
        })
      ).status,
    ).toBe(400)
    expect((await studioTasks(studio.org)).map(({ to }) => to)).toContain('/studio/answers')
    expect((await studioSummary(studio.org)).answers).toEqual({ waiting: 1 })
  })

  it('that was erased is gone from the queue, and cannot be read any more', async () => {
    await release(...content())
    const leo = await enrolled('leo')
    await take(leo)
    await leo.engine.sync()
    const [waiting] = (await queue('sue')).waiting
    await studio.org.db.deleteFrom('event').where('learner', '=', 'leo').execute()
    expect((await queue('sue')).waiting).toEqual([])
    expect((await read('sue', waiting!.id, true)).status).toBe(404)
    expect(await studio.org.db.selectFrom('answer_reading').selectAll().execute()).toEqual([])
  })
})

describe('a score that is contested', () => {
  it('goes to a person, whose word with its reason comes back and turns what counted', async () => {
    await release(...content('one', 'two'))
    const leo = await enrolled('leo')
    let turn = await leo.engine.startAttempt(leo.newId(), 'refunds')
    while (turn.state === 'item' && turn.item.id === 'lamp')
      turn = await leo.engine.startAttempt(leo.newId(), 'refunds')
    if (turn.state !== 'item' || turn.item.control.answer !== 'order') throw new Error('no steps')
    const wrong = turn.item.control.options.map(({ id }) => id)
    const sorted = [...turn.item.control.options].sort((a) => (a.text.startsWith('Pay') ? -1 : 1)).map(({ id }) => id)
    expect(wrong).toHaveLength(3)
    const { next } = await leo.engine.answer(
      leo.newId(),
      turn.attempt,
      turn.item.id,
      { answer: 'order', order: sorted },
      'sure',
    )
    expect(next.state).toBe('remedial')
    const [answer] = await leo.engine.answers(turn.attempt)
    expect(answer).toMatchObject({ correct: false, mayContest: true })
    const id = leo.newId()
    await leo.engine.contestAnswer(id, answer!.id, 'With us paying comes first.')
    await leo.engine.contestAnswer(id, answer!.id, 'With us paying comes first.')
    expect((await leo.engine.answers())[0]).toMatchObject({ mayContest: false, contested: { decision: null } })
    await leo.engine.sync()
    const [waiting] = (await queue('sue')).waiting
    expect(waiting).toMatchObject({ contested: true })
    const { body } = await open('sue', waiting!.id)
    expect(body).toMatchObject({
      note: 'With us paying comes first.',
      criteria: [{ id: 'answer' }],
      answer: [expect.stringMatching(/^1\. Pay/), expect.any(String), expect.any(String)],
    })
    const say = (note: string | null) =>
      studio.as('sue')('POST', `/v1/studio/answers/${waiting!.id}`, {
        reading: { criteria: [{ criterion: 'answer', verdict: 'met' }], note },
      })
    expect((await say(null)).status).toBe(400)
    expect((await say('You are right.')).status).toBe(200)
    await leo.engine.sync()
    expect((await leo.engine.answers())[0]).toMatchObject({
      correct: true,
      contested: { decision: 'changed', said: 'You are right.' },
    })
    expect((await leo.engine.turn(turn.attempt)).state).not.toBe('remedial')
  })
})

describe('answers that people read', () => {
  it('become evidence of the next release from five on, in vectors alone, and some are read twice', async () => {
    await release(...content())
    const people = Array.from({ length: 10 }, (_, n) => `p${n}`)
    for (const person of people) {
      await addPerson(studio.org, person, ['learner'])
      const device = await enrolled(person)
      await take(
        device,
        person.endsWith('1') ? 'I pay it out to her myself at once because of it' : `${LEAD} (${person})`,
      )
      await device.engine.sync()
    }
    const first = (await queue('sue')).waiting.map(({ id }) => id)
    expect(first).toHaveLength(10)
    for (const id of first.slice(0, 4)) await read('sue', id, true)
    await release({ ...refundAid('Another title') })
    expect((await releasedEvidence(studio.org.db)).items.size).toBe(0)
    for (const id of first.slice(4)) await read('sue', id, true)
    expect((await queue('sue')).waiting).toEqual([])
    // one in five is asked of somebody else, who does not know
    const second = (await queue('sam')).waiting
    expect(second.length).toBeLessThan(10)
    for (const { id } of second) await read('sam', id, true)
    const [line] = (await queue('sam')).items
    expect(line).toMatchObject({ read: 10, waiting: 0, machine: { n: 10 }, feedbackOnly: true })
    expect(line?.people?.n ?? 0).toBe(second.length > 1 ? second.length : 0)
    const told = await studio.org.db.selectFrom('event').select('id').where('kind', '=', 'answer-scored').execute()
    expect(told).toHaveLength(10)

    await publish()
    const evidence = (await releasedEvidence(studio.org.db)).items.get('lamp')
    expect(evidence?.answers).toHaveLength(10)
    expect(evidence?.answers[0]?.verdicts).toEqual({ 'asks-lead': 'met', 'says-when': 'met' })
    expect(evidence?.curve.map(({ n }) => n)).toEqual([0, 5])
    const { sha256 } = JSON.parse(
      (await studio.org.db.selectFrom('release').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow())
        .payload,
    ).derived.find(({ name }: { name: string }) => name === 'answer-evidence')
    const { bytes } = await studio.org.db
      .selectFrom('blob')
      .select('bytes')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow()
    const text = Buffer.from(bytes).toString('latin1')
    for (const secret of ['team lead', 'tomorrow', ...people]) expect(text, secret).not.toContain(secret)
    expect(readAnswerEvidence(bytes).items.size).toBe(1)
    // a device takes it
    const leo = await enrolled('leo')
    expect((await leo.engine.release()).refused).toBeNull()
    expect(await take(leo)).toMatchObject({ result: { verdict: 'waiting' } })
  })
})
