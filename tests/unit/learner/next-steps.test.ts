import { describe, expect, it } from 'vitest'
import { roleProfile } from '#core/content'
import type { LearningEvent } from '#core/events'
import { nextSteps } from '#core/learner'
import { demoAssessments, demoObjects } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

const content = demoAssessments()
const profiles = demoObjects().flatMap(({ kind, body }) => (kind === 'role-profile' ? [roleProfile.parse(body)] : []))
const steps = (events: readonly LearningEvent[], today = '2026-11-21') =>
  nextSteps({ events, content, profiles, today, recommendPath: true }).map(({ next }) => next)
const right: Answering = () => ({ correct: true })
const wrong: Answering = () => ({ correct: false, confidence: 'sure' })
const through = (answering: Answering, assessments = [...content.blueprints.keys()], source = eventSource()) => {
  return assessments.reduce<LearningEvent[]>(
    (before, assessment) => takeAttempt(assessment, content, answering, { source, before }).events,
    [],
  )
}

describe('what comes next', () => {
  it('is what the role needs most, where nothing is known yet', () => {
    expect(steps([]).map(({ step, title }) => [step, title])).toEqual([
      ['start-assessment', 'Refunds'],
      ['start-assessment', 'Customer data'],
      ['start-assessment', 'Priority and handover'],
      ['start-assessment', 'Delivery and closing'],
    ])
    expect(steps([])[0]?.why).toBe('A service desk agent needs "Handle a refund", and nothing is known of it yet.')
  })

  it('is first of all what was begun', () => {
    const { attempt, events } = takeAttempt('delivery-and-closing', content, (_, nth) =>
      nth === 0 ? { correct: true } : null,
    )
    const [first, ...others] = steps(events)
    expect(first).toMatchObject({ step: 'resume-assessment', attempt })
    expect(first?.why).toMatch(/answered 1 of up to 4 tasks; it goes on where you left off\.$/)
    expect(others.map(({ title }) => title)).not.toContain('Delivery and closing')
  })

  it('is the aid of what was missed, said why, and the assessment again once it was read', () => {
    const events = through(wrong, ['refunds'])
    const before = nextSteps({ events, content, profiles, today: '2026-11-21', recommendPath: true })
    expect(before[0]?.next).toMatchObject({ step: 'read-aid', ref: { kind: 'job-aid', id: 'refund-approval' } })
    expect(before[0]?.next.why).toMatch(
      /^You missed "Refund limits" on 21 November 2026; this aid covers just that\. You were sure/,
    )
    expect(before[0]?.shown).toMatchObject({ step: 'read-aid', codes: ['missed-sub-competency', 'wrong-and-sure'] })

    const last = events.at(-1) ?? expect.fail()
    const source = eventSource(9, last.at)
    const read = ['refund-approval', 'before-you-refund'].map((id) =>
      source.event({ kind: 'aid-opened', data: { kind: 'job-aid', id, from: 'library' } }),
    )
    const after = steps([...events, ...read])
    expect(after.some(({ step }) => step === 'read-aid')).toBe(false)
    expect(after.find(({ title }) => title === 'Refunds')?.why).toContain('the result was "not yet"')
  })

  it('asks to show alone what was shown with an aid', () => {
    const aided = through(() => ({ correct: true, aid: true }), ['refunds'])
    const step = steps([...aided]).find(({ title }) => title === 'Refunds')
    expect(step?.why).toContain('now show it alone')
    expect(steps(through(right, ['refunds'])).some(({ title }) => title === 'Refunds')).toBe(false)
  })

  it('is nothing, in friendly words, when all was shown', () => {
    expect(steps(through(right))).toEqual([
      expect.objectContaining({
        step: 'nothing',
        why: 'You have shown everything your role asks for. The library is there when you need it.',
      }),
    ])
  })

  it('waits while a person reads', () => {
    const source = eventSource()
    const events = [
      ...through(right, ['refunds', 'customer-data', 'priority-and-handover'], source),
      ...through(() => ({ abstained: true }), ['delivery-and-closing'], source),
    ]
    expect(steps(events)).toMatchObject([{ step: 'nothing', why: expect.stringContaining('A person is reading') }])
  })

  it('says when the role profile itself is out of date', () => {
    expect(steps([], '2027-06-15')[0]?.why).not.toContain('out of date')
    expect(steps([], '2027-06-16')[0]?.why).toContain('last reviewed on 2026-06-15 and is out of date')
  })

  describe('where no path may be recommended', () => {
    const listed = (events: readonly LearningEvent[], roles = profiles) =>
      nextSteps({ events, content, profiles: roles, today: '2026-11-21', recommendPath: false })
    // the heaviest is last in this profile, and something is known of the first
    const turned = profiles.map((profile) => ({ ...profile, competencies: profile.competencies.toReversed() }))

    it('lists all that the role asks for, in the order of its signed profile', () => {
      const known = through(wrong, ['delivery-and-closing'])
      const first = (path: boolean) =>
        nextSteps({ events: known, content, profiles: turned, today: '2026-11-21', recommendPath: path })
          .filter(({ next }) => next.step === 'start-assessment')
          .map(({ next }) => next.title)
      expect(first(true)[0]).toBe('Refunds')
      expect(first(false)).toEqual(['Delivery and closing', 'Priority and handover', 'Customer data', 'Refunds'])
      expect(listed([], turned).map(({ shown }) => shown.codes)).toEqual(Array(4).fill(['no-evidence', 'as-listed']))
    })

    it('stops nowhere, so that nothing is put before the rest', () => {
      expect(
        nextSteps({ events: [], content, profiles, today: '2026-11-21', recommendPath: false, limit: 2 }),
      ).toHaveLength(4)
    })

    it('still says first what was begun, and the aid of what was missed', () => {
      const begun = takeAttempt('customer-data', content, (_, nth) => (nth === 0 ? { correct: true } : null)).events
      expect(listed(begun)[0]?.next.step).toBe('resume-assessment')
      expect(listed(through(wrong, ['refunds']))[0]?.next.step).toBe('read-aid')
    })
  })

  it('carries data that the event kind takes', () => {
    const source = eventSource()
    for (const events of [[], through(wrong, ['refunds'])])
      for (const { shown } of nextSteps({ events, content, profiles, today: '2026-11-21', recommendPath: true }))
        expect(source.event({ kind: 'recommendation-shown', data: { ...shown } }).data).toEqual(shown)
  })
})
