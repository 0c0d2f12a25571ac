import { describe, expect, it } from 'vitest'
import { estimateAbility } from '#core/assessment'
import type { Turn } from '../../../core/engine-api.ts'
import { demoAssessments } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

const content = demoAssessments()
const take = (answering: Answering, assessment = 'refunds') => takeAttempt(assessment, content, answering).turns
const right = { correct: true }
const subOf = (item: string) => content.items.get(item)?.body.subCompetencies[0]
const asked = (turns: Turn[]) => turns.flatMap((turn) => (turn.state === 'item' ? [turn.item.id] : []))
const resultOf = (turns: Turn[]) => {
  const last = turns.at(-1)
  if (last?.state !== 'finished') throw new Error('not finished')
  return last.result
}
const missOnce = (subCompetency: string, confidence: 'sure' | 'guess' = 'guess'): Answering => {
  let missed = false
  return (item) => {
    if (missed || subOf(item) !== subCompetency) return right
    missed = true
    return { correct: false, confidence }
  }
}

describe('an attempt', () => {
  it('ends as soon as every sub-competency was shown and the answers are certain enough', () => {
    const turns = take(() => right)
    expect(turns.map((turn) => turn.state)).toEqual(['item', 'item', 'item', 'finished'])
    expect(resultOf(turns)).toMatchObject({ verdict: 'can-do', aided: false, ability: { calibrated: false } })
    expect(resultOf(turns).subCompetencies.map((sub) => sub.state)).toEqual(['shown', 'shown'])
  })

  it('leads from a miss to the one aid it needs, and re-tests just that with another item', () => {
    const turns = take(missOnce('refund-limits'))
    const [first, remedial, retest] = turns
    expect(remedial).toMatchObject({
      state: 'remedial',
      subCompetency: { id: 'refund-limits', title: 'Refund limits' },
      aid: { id: 'refund-approval' },
      why: 'You missed "Refund limits"; this aid covers just that, and the rest stays credited.',
    })
    if (first?.state !== 'item' || retest?.state !== 'item') throw new Error('no item')
    expect(subOf(retest.item.id)).toBe('refund-limits')
    expect(retest.item.id).not.toBe(first.item.id)
    expect(retest.why).toContain('You read the aid for "Refund limits"')
    expect(turns.filter((turn) => turn.state === 'remedial')).toHaveLength(1)
    expect(resultOf(turns).verdict).toBe('can-do')
  })

  it('says so where a miss was a sure one', () => {
    expect(take(missOnce('refund-limits', 'sure'))[1]).toMatchObject({ why: expect.stringContaining('You were sure') })
  })

  it('keeps the other sub-competencies credited after a second miss, and says not yet', () => {
    const turns = take((item) => ({ correct: subOf(item) !== 'refund-limits' }))
    const result = resultOf(turns)
    expect(result.verdict).toBe('not-yet')
    expect(turns.filter((turn) => turn.state === 'remedial')).toHaveLength(1)
    expect(result.why).toBe(
      'Not yet: you missed "Refund limits" twice, with different tasks. "Checks before a refund" stays credited.',
    )
    expect(result.subCompetencies).toMatchObject([{ state: 'missed' }, { state: 'shown' }])
  })

  it('neither credits nor blocks what waits for a person', () => {
    let first = true
    const turns = take(() => {
      const abstained = first
      first = false
      return abstained ? { abstained } : right
    })
    expect(turns[1]).toMatchObject({ state: 'item' })
    expect(turns.some((turn) => turn.state === 'item' && turn.why.includes('waits for a person'))).toBe(true)
    expect(resultOf(turns).verdict).toBe('can-do')
  })

  it('ends waiting when nothing but unread answers is left', () => {
    const result = resultOf(take(() => ({ abstained: true }), 'delivery-and-closing'))
    expect(result.verdict).toBe('waiting')
    expect(result.ability).toMatchObject({ theta: expect.closeTo(0, 9), se: expect.closeTo(1, 2) })
    expect(result.subCompetencies.map((sub) => sub.state)).toEqual(['not-asked', 'not-asked'])
  })

  it('is an aided attempt once any aid was opened while a task was on the screen', () => {
    const result = resultOf(take((_, nth) => ({ correct: true, aid: nth === 1 })))
    expect(result).toMatchObject({ verdict: 'can-do', aided: true })
    expect(result.why).toContain('with an aid open')
  })

  it('does not count the remedial aid as help with the task after it', () => {
    expect(resultOf(take(missOnce('refund-limits'))).aided).toBe(false)
  })

  it('asks other items in a second attempt while there are any', () => {
    const source = eventSource()
    const one = takeAttempt('refunds', content, () => right, { source })
    const two = takeAttempt('refunds', content, () => right, { source, before: one.events })
    const [first, second] = [asked(one.turns), asked(two.turns)]
    expect([first.length, second.length]).toEqual([3, 3])
    expect(second.filter((item) => first.includes(item))).toEqual([])
  })

  it('sets a miss aside once the same was shown with another item', () => {
    const turns = take(missOnce('refund-limits'))
    const [missed, ...shown] = asked(turns)
    const answers = shown.map((id) => ({ item: content.parameters.items[id] ?? expect.fail(), correct: true }))
    expect(resultOf(turns).ability.theta).toBeCloseTo(estimateAbility(answers).theta, 2)
    const withMiss = { item: content.parameters.items[missed ?? ''] ?? expect.fail(), correct: false }
    expect(resultOf(turns).ability.theta).toBeGreaterThan(estimateAbility([...answers, withMiss]).theta + 0.1)
  })

  it('keeps the last item of a sub-competency in hand, rather than use up its re-test', () => {
    const blueprint = content.blueprints.get('delivery-and-closing') ?? expect.fail()
    // two items of each sub-competency
    const items = ['parcel-marked-delivered', 'parcel-late-order', 'close-last-message', 'close-open-question']
    const strict = { ...blueprint, items, stop: { ...blueprint.stop, certainty: 0.99, standardError: 0.1 } }
    const demanding = { ...content, blueprints: new Map([['delivery-and-closing', strict]]) }
    const { turns } = takeAttempt('delivery-and-closing', demanding, () => right)
    expect(asked(turns)).toHaveLength(2)
    expect(resultOf(turns)).toMatchObject({ verdict: 'cannot-tell' })
  })

  it('says that a blueprint is gone rather than guessing', () => {
    const { events } = takeAttempt('refunds', content, () => null)
    expect(() => takeAttempt('gone', content, () => right, { before: events })).toThrow('not in the release')
  })
})
