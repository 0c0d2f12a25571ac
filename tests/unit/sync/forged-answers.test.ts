import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnswerQueue } from '#core/authoring'
import { item, competency as kind } from '#core/content'
import { type LearningEvent, PROTOCOL } from '#core/events'
import { exchange } from '../../../sync/exchange.ts'
import { boardReview } from '../../../sync/studio/board.ts'
import { pathEnds } from '../../../sync/studio/board-effects.ts'
import { createGapReadings } from '../../../sync/studio/gaps-readings.ts'
import { releasedEvidence } from '../../../sync/studio/release-evidence.ts'
import { eventSource } from '../../support/events.ts'
import { addPerson } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

/** What a device says is not believed where the server can tell, and one person's events must not get in the way of the others. */
let studio: Studio
let nowMs: number
let keys: Awaited<ReturnType<Studio['signingKey']>>[]
const about = {
  competency: 'handle-refund-request',
  subCompetencies: ['refund-limits'],
  sources: [{ document: 'refunds', passage: 'limits.1' }],
  aids: [],
}
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
      ],
    },
  },
}
const steps = {
  kind: item.kind,
  id: 'steps',
  body: {
    ...about,
    title: 'Steps',
    type: 'order',
    task: {
      difficulty: 'typical',
      situation: ['A refund comes in.'],
      ask: 'What comes first?',
      steps: ['Look at it', 'Ask', 'Pay'].map((text) => ({ text, why: 'So it is.' })),
    },
  },
}
const content = [
  refundsDocument(),
  refundAid(),
  { kind: kind.kind, id: 'handle-refund-request', body: kind.examples[0] },
  lamp,
  steps,
  {
    kind: 'assessment',
    id: 'refunds',
    body: {
      title: 'Refunds',
      competency: 'handle-refund-request',
      roles: [],
      items: ['lamp', 'steps'],
      cut: -0.5,
      stop: { minItems: 1, maxItems: 4, standardError: 0.9, certainty: 0.6 },
      remedial: [{ subCompetency: 'refund-limits', aid: 'refund-approval' }],
    },
  },
]

beforeEach(async () => {
  nowMs = Date.parse('2026-11-21T12:00:00Z')
  studio = await createStudio({ world: { nowMs: () => nowMs } })
  keys = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
  await release(...content)
  nowMs += 3_600_000
})
afterEach(() => studio.remove())

async function release(...objects: unknown[]) {
  const { taken, refused } = await studio.importAs('amira', ...objects)
  expect(refused).toEqual([])
  const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await studio.approve('sue', 'sme', keys[0]!.signer, refs)
  await studio.approve('lena', 'ld', keys[1]!.signer, refs)
  await publish()
}
const publish = async () =>
  expect((await studio.publish('lena', keys[1]!.signer)).body).not.toMatchObject({ code: expect.anything() })

const source = eventSource(7)
const send = async (person: string, events: LearningEvent[]) => {
  for (let at = 0; at < events.length; at += 200) {
    const part = events.slice(at, at + 200)
    const { refused } = await exchange(studio.org, person, { proto: PROTOCOL, now: nowMs, gen: 0, events: part })
    expect(refused).toEqual([])
  }
}
const started = (more: Record<string, unknown> = {}) => {
  const id = source.id()
  return source.event({ id, kind: 'attempt-started', data: { attempt: id, assessment: 'refunds', ...more } })
}
const answered = (attempt: string, more: Record<string, unknown> = {}, event: Partial<LearningEvent> = {}) =>
  source.event({
    kind: 'item-answered',
    data: {
      attempt,
      item: 'lamp',
      version: 1,
      response: { answer: 'text', text: 'I ask the team lead to approve the refund.' },
      score: 0,
      correct: false,
      state: 'abstained',
      criteria: [{ criterion: 'asks-lead', verdict: 'unsure' }],
      confidence: 'sure',
      aided: false,
      tookMs: 9000,
      ...more,
    },
    ...event,
  })
const finished = (attempt: string, verdict = 'can-do') =>
  source.event({ kind: 'attempt-finished', data: { attempt, verdict, theta: 1, se: 0.4, aided: false } })
const waiting = async (person = 'sue') =>
  ((await studio.as(person)('GET', '/v1/studio/answers')).body as AnswerQueue).waiting
const read = (id: string, person = 'sue') =>
  studio.as(person)('POST', `/v1/studio/answers/${id}`, {
    reading: { criteria: [{ criterion: 'asks-lead', verdict: 'met' }], note: null },
  })
const gapOf = (person: string) =>
  createGapReadings(studio.org)(person, { competency: 'handle-refund-request', sub: null, level: null })

describe('the queue of answers', () => {
  it('still takes a reading of who counted their events as far as numbers go', async () => {
    const begin = started()
    await send('leo', [begin, answered(begin.id, {}, { n: Number.MAX_SAFE_INTEGER })])
    const [one] = await waiting()
    expect((await read(one!.id)).status).toBe(200)
  })

  it('has each task of an attempt once, however often a device says it was answered', async () => {
    const begin = started()
    await send('leo', [begin, ...Array.from({ length: 50 }, () => answered(begin.id))])
    expect(await waiting()).toHaveLength(1)
  })

  it('has no answer of an attempt that nobody began', async () => {
    await send('leo', [answered(source.id())])
    expect(await waiting()).toEqual([])
  })
})

describe('evidence of read answers', () => {
  it('is of five people, not of five answers that one of them gave', async () => {
    for (let n = 0; n < 6; n++) {
      const begin = started()
      await send('leo', [begin, answered(begin.id)])
    }
    for (const { id } of await waiting()) expect((await read(id)).status).toBe(200)
    await release(refundAid('Another title'))
    expect((await releasedEvidence(studio.org.db)).items.size).toBe(0)
  })
})

describe('what L&D sees', () => {
  it('is not a competency that somebody claims without an answer, or with answers scored otherwise than the task does', async () => {
    const claimed = started()
    await send('leo', [claimed, finished(claimed.id)])
    expect((await gapOf('leo')).assessment).toBeNull()
    expect(await pathEnds(studio.org.db, 'refunds')).toEqual([])
    const forged = started()
    const steps = {
      item: 'steps',
      response: { answer: 'order', order: ['a', 'b', 'c'] },
      criteria: [{ criterion: 'order', verdict: 'met' }],
      score: 1,
      correct: true,
      state: 'scored',
    }
    await send('leo', [forged, answered(forged.id, steps), finished(forged.id)])
    expect((await gapOf('leo')).assessment).toBeNull()
    expect(await pathEnds(studio.org.db, 'refunds')).toEqual([])
    const honest = started()
    await send('leo', [honest, answered(honest.id, { score: 1, correct: true, state: 'scored' }), finished(honest.id)])
    expect((await gapOf('leo')).assessment).toMatchObject({ says: 'meets' })
    expect(await pathEnds(studio.org.db, 'refunds')).toEqual([true])
  })

  it('is not the whole competency where a re-check asked for a part of it', async () => {
    const begin = started({ focus: ['refund-limits'] })
    await send('leo', [begin, answered(begin.id, { score: 1, correct: true, state: 'scored' }), finished(begin.id)])
    expect((await gapOf('leo')).assessment).toBeNull()
  })

  it('counts what a person said of an answer', async () => {
    const begin = started()
    await send('leo', [begin, answered(begin.id), finished(begin.id, 'waiting')])
    expect((await gapOf('leo')).assessment).toMatchObject({ says: 'cannot-tell' })
    const [one] = await waiting()
    await read(one!.id)
    const again = { ...finished(begin.id), n: 1000 }
    await send('leo', [again])
    expect((await gapOf('leo')).assessment).toMatchObject({ says: 'meets' })
  })

  it('is shown whatever a device wrote that this version cannot read', async () => {
    const crowd = Array.from({ length: 12 }, (_, n) => `crowd-${n}`)
    for (const person of crowd) {
      await addPerson(studio.org, person, ['learner'])
      const begin = started()
      await send(person, [begin, answered(begin.id, { score: 1, correct: true, state: 'scored' })])
    }
    const begin = started()
    await send('leo', [
      begin,
      answered(begin.id, { criteria: 'x' }, { v: 2 }),
      answered(begin.id, { response: { answer: 'hm', x: [1, 2] } }, { v: 2 }),
      answered(begin.id, { response: 'no object' }, { v: 2 }),
      answered(begin.id, { item: ['a'], version: {} }, { v: 2 }),
      source.event({ kind: 'remedial-opened', v: 2, data: { attempt: begin.id, subCompetency: 7 } }),
      source.event({ kind: 'attempt-finished', v: 2, data: { attempt: begin.id, verdict: 'can-do', theta: 'x' } }),
    ])
    const review = await boardReview(studio.org, 'refunds', true)
    expect(review.items.find(({ id }) => id === 'lamp')?.figures?.right).toMatchObject({ people: 10, share: 1 })
  })
})
