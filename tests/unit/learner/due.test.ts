import { describe, expect, it } from 'vitest'
import { roleProfile } from '#core/content'
import { type LearningEvent, readEvents } from '#core/events'
import { dueWork, masteryNow, myRecord, nextSteps } from '#core/learner'
import { demoAssessments, demoObjects } from '../../support/demo-content.ts'
import { eventSource, NOON } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

const DAY = 86_400_000
const content = demoAssessments()
const profiles = demoObjects().flatMap(({ kind, body }) => (kind === 'role-profile' ? [roleProfile.parse(body)] : []))
const right: Answering = () => ({ correct: true })
const wrong: Answering = () => ({ correct: false })
const work = (events: readonly LearningEvent[], atMs = NOON, held = content, roles = profiles) =>
  dueWork(readEvents(events), held, roles, atMs)
const inDays = (ms: number) => Math.round((ms - NOON) / DAY)
const take = (answering: Answering, days = 0, before: readonly LearningEvent[] = [], seed = 1 + days) =>
  takeAttempt('refunds', content, answering, { before, source: eventSource(seed, NOON + days * DAY) }).events
/** A re-check of one part: one answer. */
const reCheck = (sub: string, correct: boolean, days: number, before: readonly LearningEvent[]) => {
  const source = eventSource(100 + days, NOON + days * DAY)
  const started = source.event()
  const item = [...content.items].find(([, { body }]) => body.subCompetencies[0] === sub)?.[0] ?? ''
  const attempt = started.id
  const answer = {
    attempt,
    item,
    version: 1,
    response: { answer: 'text', text: 'so' },
    score: 1,
    correct,
    aided: false,
  }
  return [
    ...before,
    { ...started, kind: 'attempt-started', data: { attempt, assessment: 'refunds', focus: [sub] } },
    source.event({ kind: 'item-answered', data: { ...answer, state: 'scored', confidence: 'think-so', tookMs: 9 } }),
    source.event({ kind: 'attempt-finished', data: { attempt, verdict: 'cannot-tell', theta: 0, se: 1 } }),
  ]
}

describe('due work', () => {
  it('is none for somebody who has shown nothing', () => {
    expect(work([])).toEqual([])
    expect(work(take(wrong))).toEqual([])
  })

  it('asks each part again when memory may have faded, and the whole after 30 days', () => {
    const due = work(take(right))
    const whole = due.filter(({ kind }) => kind === 're-assessment')
    expect(whole).toMatchObject([{ competency: 'handle-refund', assessment: 'refunds', subCompetency: null }])
    expect(inDays(whole[0]?.dueAtMs ?? 0)).toBe(30)
    expect(whole[0]?.why).toBe('You showed it alone on 21 November 2026; 30 days later the whole is asked once more.')
    const parts = due.filter(({ kind }) => kind === 're-check')
    expect(parts.length).toBeGreaterThan(0)
    for (const { dueAtMs, why } of parts) {
      expect(inDays(dueAtMs)).toBeGreaterThanOrEqual(1)
      expect(inDays(dueAtMs)).toBeLessThan(30)
      expect(why).toMatch(/^You showed ".+" on 21 November 2026; after .+ about one in ten people has lost it/)
    }
    expect(due.map(({ dueAtMs }) => dueAtMs)).toEqual(due.map(({ dueAtMs }) => dueAtMs).sort((a, b) => a - b))
  })

  it('comes later after each success, and within days of a miss', () => {
    const first = take(right)
    const sub = work(first).find(({ kind }) => kind === 're-check')?.subCompetency ?? expect.fail()
    const gap = (events: readonly LearningEvent[], fromDays: number) => {
      const found = work(events, NOON + fromDays * DAY).find(({ subCompetency }) => subCompetency === sub)
      return found ? inDays(found.dueAtMs) - fromDays : Number.NaN
    }
    const began = gap(first, 0)
    const held = reCheck(sub, true, began, first)
    expect(gap(held, began)).toBeGreaterThan(began)
    const lost = reCheck(sub, false, began, first)
    expect(gap(lost, began)).toBeLessThan(gap(held, began))
    expect(gap(lost, began)).toBeLessThanOrEqual(7)
    expect(work(lost).find(({ subCompetency }) => subCompetency === sub)?.why).toContain('so that it comes back')
  })

  it('leaves parts to the re-assessment once that is due, and is done with it when it was taken', () => {
    const first = take(right)
    const late = work(first, NOON + 31 * DAY)
    expect(late.map(({ kind }) => kind)).toEqual(['re-assessment'])
    const again = take(right, 31, first)
    expect(work(again, NOON + 32 * DAY).map(({ kind }) => kind)).not.toContain('re-assessment')
    const failed = take(wrong, 31, first)
    expect(work(failed, NOON + 32 * DAY).map(({ kind }) => kind)).not.toContain('re-assessment')
    const regained = take(right, 40, failed)
    expect(work(regained, NOON + 41 * DAY).find(({ kind }) => kind === 're-assessment')?.dueAtMs).toBeGreaterThan(
      NOON + 69 * DAY,
    )
  })

  it('is no proof of the whole: a re-check leaves the mark where it was', () => {
    const first = take(right)
    const mark = (events: readonly LearningEvent[]) =>
      myRecord(events, content, new Set()).competencies.find(({ id }) => id === 'handle-refund')?.alone
    expect(mark(reCheck('refund-limits', false, 9, first))).toBe(mark(first))
  })

  it('is the same on two devices, whatever order the events came in', () => {
    const events = reCheck('refund-limits', true, 4, take(right))
    expect(work([...events].reverse())).toEqual(work(events))
    expect(work([...events, ...events])).toEqual(work(events))
  })

  it('asks nothing that was withdrawn, retired, or is no part of the role', () => {
    const events = take(right)
    expect(work(events, NOON, { ...content, blueprints: new Map() })).toEqual([])
    expect(work(events, NOON, { ...content, items: new Map() }).filter(({ kind }) => kind === 're-check')).toEqual([])
    const retired = content.competencies.all.map(({ id, body }) => ({ id, body: { ...body, retiredOn: '2026-11-01' } }))
    expect(work(events, NOON, { ...content, competencies: { ...content.competencies, all: retired } })).toEqual([])
    const elsewhere = profiles.map((profile) => ({
      ...profile,
      competencies: profile.competencies.filter(({ competency }) => competency !== 'handle-refund'),
    }))
    expect(work(events, NOON, content, elsewhere)).toEqual([])
    expect(work(events, NOON, content, [])).toEqual(work(events))
  })

  it('stands among the next steps on its day, with its reason, and the parts of one assessment together', () => {
    const events = take(right)
    const steps = (today: string) =>
      nextSteps({ events, content, profiles, today, recommendPath: true }).map(({ next }) => next)
    expect(steps('2026-11-21').map(({ step }) => step)).not.toContain('re-check')
    const [step] = steps('2026-12-15')
    expect(step).toMatchObject({ step: 're-check', ref: { kind: 'assessment', id: 'refunds' }, title: 'Refunds' })
    expect(step?.focus?.length).toBe(work(events).filter(({ kind }) => kind === 're-check').length)
    expect(steps('2026-12-21')[0]).toMatchObject({ step: 're-assessment', why: expect.stringContaining('30 days') })
    expect(steps('2026-12-21')[0]?.focus).toBeUndefined()
  })
})

describe('mastery on record', () => {
  it('knows every part the release holds, and rises with what was shown', () => {
    const before = masteryNow([], content, NOON)
    const after = masteryNow(readEvents(take(right)), content, NOON + 2 * DAY)
    expect(after.size).toBe(content.competencies.all.flatMap(({ body }) => body.subCompetencies).length)
    const sub = 'refund-limits'
    expect(after.get(sub)?.p ?? 0).toBeGreaterThan(before.get(sub)?.p ?? 1)
    expect(after.get(sub)?.why).toContain('yesterday')
  })

  it('takes a person’s word in place of the machine’s', () => {
    const events = take(() => ({ abstained: true }))
    const waiting = masteryNow(readEvents(events), content, NOON + DAY)
    const answered = events.filter(({ kind }) => kind === 'item-answered')
    const source = eventSource(77, NOON + DAY)
    const scored = answered.map(({ id, data }) =>
      source.event({
        kind: 'answer-scored',
        data: {
          answer: id,
          attempt: data.attempt,
          item: data.item,
          version: 1,
          criteria: [{ criterion: 'a', verdict: 'met' }],
          score: 1,
          correct: true,
        },
      }),
    )
    const read = masteryNow(readEvents([...events, ...scored]), content, NOON + 2 * DAY)
    const risen = [...read].filter(([id, { p }]) => p > (waiting.get(id)?.p ?? 1) + 0.05)
    expect(risen.length).toBeGreaterThan(0)
    expect([...waiting.values()].every(({ why }) => why.startsWith('Nothing has been asked'))).toBe(true)
  })
})
