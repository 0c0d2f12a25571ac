import { describe, expect, it } from 'vitest'
import { fittingLevel } from '#core/learner'
import type { MyRecord } from '../../../core/engine-api.ts'

const attempt = (finishedAtMs: number, aided: boolean, subs: Record<string, 'shown' | 'missed' | 'not-asked'>) =>
  ({
    finishedAtMs,
    result: { aided, subCompetencies: Object.entries(subs).map(([id, state]) => ({ id, title: id, state })) },
  }) as MyRecord['attempts'][number]
const levelOf = (...attempts: MyRecord['attempts']) =>
  fittingLevel(['limits', 'sending'], { attempts, competencies: [] }).level

describe('how much a guide tells', () => {
  it('is all of it while nothing is known', () => {
    expect(levelOf()).toBe('novice')
    expect(levelOf(attempt(1, false, { other: 'shown', limits: 'not-asked' }))).toBe('novice')
  })
  it('is the steps once part of it was shown, or all of it with an aid open', () => {
    expect(levelOf(attempt(1, false, { limits: 'shown' }))).toBe('practised')
    expect(levelOf(attempt(1, true, { limits: 'shown', sending: 'shown' }))).toBe('practised')
  })
  it('is a reminder once all of it was shown alone', () => {
    expect(levelOf(attempt(1, false, { limits: 'shown', sending: 'shown' }))).toBe('expert')
  })
  it('is all of it again after a miss, by the newest attempt', () => {
    const [can, missed] = [
      attempt(1, false, { limits: 'shown', sending: 'shown' }),
      attempt(2, false, { sending: 'missed' }),
    ]
    expect(levelOf(can, missed)).toBe('novice')
    expect(levelOf(missed, can)).toBe('novice')
  })
})
