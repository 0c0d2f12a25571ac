import { describe, expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { type LearningEvent, readEvents } from '#core/events'
import { competencyStandings, masteryEvidence, myRecord } from '#core/learner'
import { demoAssessments } from '../../support/demo-content.ts'
import { eventSource, NOON } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

const content = demoAssessments()
const LATER = NOON + 3_600_000
const map = (events: readonly LearningEvent[]) =>
  competencyStandings({ events: readEvents(events), content, profiles: [], steps: [], due: [], nowMs: LATER })
const refunds = (events: readonly LearningEvent[]) => {
  const found = map(events).find(({ id }) => id === 'handle-refund')
  if (!found) throw new Error('no handle-refund')
  return found
}
const take = (answering: Answering, before: readonly LearningEvent[] = [], seed = 1, startMs = NOON) =>
  takeAttempt('refunds', content, answering, { before, source: eventSource(seed, startMs) })

describe('the map of what a person can do', () => {
  it('keeps alone and with an aid in two curves, each point opening its attempt', () => {
    const aided = take(() => ({ correct: true, aid: true }))
    const both = take(() => ({ correct: false, confidence: 'sure' }), aided.events, 2, NOON + 60_000)
    const { curve, alone, withAid } = refunds(both.events)
    expect(curve.map(({ aided, attempt }) => [aided, attempt])).toEqual([
      [true, aided.attempt],
      [false, both.attempt],
    ])
    expect(curve[0]?.likely).toBeGreaterThan(0.8)
    expect(curve[1]?.likely).toBeLessThan(0.5)
    expect([alone, withAid]).toEqual(['not-yet', 'can-do'])
  })

  it('has wrong-and-sure in a column of its own, and opens the answers behind a mark', () => {
    const run = take((_, nth) => ({ correct: false, confidence: nth === 0 ? 'sure' : 'guess' }))
    const { parts } = refunds(run.events)
    const wrong = parts.map(({ wrongAndSure, wrongAndUnsure }) => [wrongAndSure, wrongAndUnsure])
    expect(wrong.reduce((sum, [sure]) => sum + (sure ?? 0), 0)).toBe(1)
    expect(wrong.reduce((sum, [, unsure]) => sum + (unsure ?? 0), 0)).toBeGreaterThan(1)
    const missed = parts.find(({ wrongAndSure }) => wrongAndSure === 1)
    expect(missed).toMatchObject({ state: 'missed' })
    const ids = new Set(run.events.filter(({ kind }) => kind === 'item-answered').map(({ id }) => id))
    expect(missed?.answers.length).toBeGreaterThan(0)
    for (const answer of missed?.answers ?? []) expect(ids.has(answer.id)).toBe(true)
  })

  it('says nothing of a part that was never asked', () => {
    for (const { parts, curve } of map([])) {
      expect(curve).toEqual([])
      for (const part of parts) expect(part).toMatchObject({ state: 'not-asked', likely: null, answers: [] })
    }
  })
})

describe('two devices', () => {
  const phone = take(() => ({ correct: true }))
  // begun before the phone's attempt ended, by somebody who had not synced
  const desk = takeAttempt('refunds', content, () => ({ correct: true }), { source: eventSource(7, NOON + 2000) })
  const both = [...phone.events, ...desk.events]

  it('that took one assessment at the same time show both histories, and what both asked is evidence once', () => {
    const record = myRecord(both, content, new Set())
    expect(record.attempts.map(({ atOnce }) => atOnce)).toEqual([true, true])
    const evidence = masteryEvidence(readEvents(both), content)
    const pairs = evidence.map(({ item, subCompetency }) => `${item} ${subCompetency}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    const apart = take(() => ({ correct: true }), phone.events, 9, NOON + 86_400_000).events
    expect(myRecord(apart, content, new Set()).attempts.map(({ atOnce }) => atOnce)).toEqual([false, false])
    expect(masteryEvidence(readEvents(apart), content).length).toBeGreaterThan(evidence.length)
  })

  it('that answered the same task of one attempt count its first answer, in any order of arrival', () => {
    const again = eventSource(11, NOON + 5000)
    const first = phone.events.find(({ kind }) => kind === 'item-answered')
    if (!first) throw new Error('no answer')
    const late = again.event({
      kind: 'item-answered',
      n: first.n + 1,
      data: { ...(first.data as object), correct: false, score: 0 },
    })
    const expected = myRecord(phone.events, content, new Set()).attempts[0]?.result
    const random = createRandom(41)
    for (let round = 0; round < 20; round++) {
      const events = random.shuffle([...phone.events, late])
      expect(myRecord(events, content, new Set()).attempts[0]?.result).toEqual(expected)
      expect(map(events)).toEqual(map(phone.events))
    }
  })
})
