import { afterEach, beforeEach, expect, it } from 'vitest'
import { item, competency as kind } from '#core/content'
import type { LearningEvent } from '#core/events'
import type { ItemResponse, Turn } from '../../../core/engine-api.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { releaseParameters } from '../../../sync/studio/item-calibration.ts'
import { type TestDevice, testDevice } from '../../support/engine.ts'
import { eventSource } from '../../support/events.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

let studio: Studio
let nowMs: number
beforeEach(async () => {
  nowMs = Date.parse('2026-11-20T10:00:00Z')
  studio = await createStudio({ world: { nowMs: () => nowMs } })
})
afterEach(() => studio.remove())

const steps = (id: string) => ({
  kind: item.kind,
  id,
  version: 1,
  body: {
    title: `Steps ${id}`,
    type: 'order',
    competency: 'handle-refund-request',
    subCompetencies: ['refund-limits'],
    sources: [{ document: 'refunds', passage: 'limits.1' }],
    aids: [],
    task: {
      difficulty: 'typical',
      situation: ['A refund comes in.'],
      ask: 'What comes first?',
      steps: ['Look at it', 'Ask', 'Pay'].map((text) => ({ text: `${text} (${id})`, why: 'So it is.' })),
    },
  },
})
const hashed = (id: string) => {
  const made = steps(id)
  const sources = [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }]
  return { ...made, body: { ...made.body, sources } }
}
const content = [
  refundsDocument(),
  refundAid(),
  { kind: kind.kind, id: 'handle-refund-request', body: kind.examples[0] },
  steps('one'),
  steps('two'),
  {
    kind: 'assessment',
    id: 'refunds',
    body: {
      title: 'Refunds',
      competency: 'handle-refund-request',
      roles: [],
      items: ['one', 'two'],
      cut: -0.5,
      stop: { minItems: 1, maxItems: 4, standardError: 0.95, certainty: 0.6 },
      remedial: [{ subCompetency: 'refund-limits', aid: 'refund-approval' }],
    },
  },
]

interface Said {
  item: string
  correct: boolean
  aided?: boolean
  version?: number
  state?: 'scored' | 'abstained'
  /** read the aid before it */
  after?: 'aid'
}

/** What devices of people handed in, as the server keeps it. */
async function handedIn(people: readonly { person: string; said: readonly Said[] }[]) {
  const source = eventSource()
  for (const { person, said } of people) {
    const events: LearningEvent[] = []
    const attempt = source.id()
    for (const { after, ...one } of said) {
      if (after)
        events.push(
          source.event({
            kind: 'remedial-opened',
            data: { attempt, subCompetency: 'refund-limits', aid: { kind: 'job-aid', id: 'refund-approval' } },
          }),
        )
      const response = { answer: 'order', order: ['a', 'b'] }
      const rest = { version: 1, state: 'scored', aided: false, confidence: 'sure', tookMs: 900 }
      const data = { attempt, response, score: one.correct ? 1 : 0, ...rest, ...one }
      events.push(source.event({ kind: 'item-answered', data }))
    }
    const row = (event: LearningEvent) => ({
      learner: person,
      id: event.id,
      bucket: '2026-11',
      kind: event.kind,
      body: JSON.stringify(event),
      received_ms: nowMs,
    })
    await studio.org.db.insertInto('event').values(events.map(row)).execute()
  }
}
const crowd = (n: number, said: (nth: number) => readonly Said[]) =>
  Array.from({ length: n }, (_, nth) => ({ person: `person-${nth}`, said: said(nth) }))

it('measures the items that ten people answered, leaves the others as their authors said, and names nobody', async () => {
  const items = ['one', 'two', 'three'].map(hashed)
  const { db } = studio.org
  const before = await releaseParameters(db, items)
  expect(before.source).toBe('author-estimate')
  await handedIn(
    crowd(12, (nth) => [{ item: 'one', correct: nth > 1 }, ...(nth < 9 ? [{ item: 'two', correct: nth > 5 }] : [])]),
  )
  const { source, items: known } = await releaseParameters(db, items)
  expect(source).toBe('responses')
  expect(known.one).toMatchObject({ answers: 10 })
  expect(known.one?.b).toBeLessThan(-0.3)
  // a dozen answers: the interval stays wide
  expect(known.one?.seB).toBeGreaterThan(0.35)
  expect(known.one?.seB).toBeLessThan(0.8)
  expect([known.two, known.three]).toEqual([before.items.two, before.items.three])
  expect(JSON.stringify(known)).not.toContain('person-')
})

it('says the same of every item until five more people answered it, so that two releases never tell what one of them answered', async () => {
  const { db } = studio.org
  const items = ['one', 'two'].map(hashed)
  const both = (nth: number) => ['one', 'two'].map((item) => ({ item, correct: nth % 3 > 0 }))
  const people = crowd(15, both)
  const arrive = async (from: number, to: number) => {
    nowMs += 1000
    await handedIn(people.slice(from, to))
    return JSON.stringify(await releaseParameters(db, items))
  }
  const ten = await arrive(0, 10)
  for (let n = 10; n < 14; n++) expect(await arrive(n, n + 1)).toBe(ten)
  expect(await arrive(14, 15)).not.toBe(ten)
})

it('leaves out what a device scored otherwise than the task does', async () => {
  const items = [hashed('one')]
  const { db } = studio.org
  await handedIn(crowd(12, () => [{ item: 'one', correct: true }]))
  expect((await releaseParameters(db, items)).source).toBe('responses')
  const answers = await db.selectFrom('event').select(['learner', 'id']).where('kind', '=', 'item-answered').execute()
  const marks = answers
    .slice(0, 3)
    .map(({ learner, id }) => ({ learner, answer: id, item: 'one', version: 1, score: 0 }))
  await db.insertInto('score_differs').values(marks).execute()
  expect((await releaseParameters(db, items)).source).toBe('author-estimate')
})

it('counts first answers to this version, given alone, scored, and not after the aid for that part', async () => {
  const items = [hashed('one')]
  const others: readonly ((nth: number) => readonly Said[])[] = [
    () => [{ item: 'one', correct: true, aided: true }],
    () => [{ item: 'one', correct: true, version: 2 }],
    () => [{ item: 'one', correct: false, state: 'abstained' }],
    () => [{ item: 'one', correct: true, after: 'aid' }],
    // the second answer of somebody whose first did not count
    () => [
      { item: 'one', correct: false, aided: true },
      { item: 'one', correct: true },
    ],
  ]
  for (const [i, said] of others.entries())
    await handedIn(crowd(12, said).map((one) => ({ ...one, person: `${one.person}-${i}` })))
  expect((await releaseParameters(studio.org.db, items)).source).toBe('author-estimate')
  await handedIn(crowd(12, () => [{ item: 'one', correct: true }]))
  expect((await releaseParameters(studio.org.db, items)).items.one?.answers).toBe(10)
})

it('a device that takes the release calls an ability measured from then on, and not before', async () => {
  const keys = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')] as const
  const { taken, refused } = await studio.importAs('amira', ...content)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind: what, id, sha256 }) => ({ kind: what, id, sha256 }))
  await studio.approve('sue', 'sme', keys[0].signer, refs)
  await studio.approve('lena', 'ld', keys[1].signer, refs)
  await studio.publish('lena', keys[1].signer)
  const leo = testDevice(
    (request) => studio.app.fetch(request),
    () => nowMs,
    wordEmbedder(),
  )
  await leo.engine.enrol(await enrolmentLink(studio.org, 'leo', 'https://desk.example'))
  expect(await take(leo)).toMatchObject({ state: 'finished', result: { ability: { calibrated: false } } })

  const answers = (nth: number) => ['one', 'two'].map((id) => ({ item: id, correct: nth % 4 > 0 }))
  await handedIn(crowd(12, answers))
  nowMs += 3_600_000
  await studio.as('lena')('POST', '/v1/studio/releases', {})
  const { body } = await studio.as('amira')('GET', '/v1/studio/releases/waiting/difference')
  expect(body).toMatchObject({
    changes: [],
    notes: ['Item parameters of 2 items measured from answers, 2 more than before.'],
  })
  await studio.signWaiting('lena', keys[1].signer)
  expect((await leo.engine.refresh()).version).toBe(2)
  const end = await take(leo)
  expect(end).toMatchObject({
    state: 'finished',
    result: { verdict: 'can-do', ability: { calibrated: true }, stopped: expect.stringContaining('It ended here') },
  })
})

/** Takes the assessment with every step in its place. */
async function take({ engine, newId }: TestDevice): Promise<Turn> {
  let turn = await engine.startAttempt(newId(), 'refunds')
  for (let n = 0; n < 10 && turn.state === 'item'; n++) {
    nowMs += 60_000
    const { control, id } = turn.item
    const place = (text: string) => ['Look', 'Ask', 'Pay'].findIndex((word) => text.startsWith(word))
    if (control.answer !== 'order') throw new Error(control.answer)
    const order = [...control.options].sort((a, b) => place(a.text) - place(b.text)).map((option) => option.id)
    const response: ItemResponse = { answer: 'order', order }
    turn = (await engine.answer(newId(), turn.attempt, id, response, 'sure')).next
  }
  return turn
}
