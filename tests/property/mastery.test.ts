import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MasteryEvidence, masteryOf } from '#core/assessment'

const seed = Date.now() % 2 ** 31
console.log(`mastery properties: seed ${seed}`)
const DAY = 86_400_000
const answer = fc.record({
  subCompetency: fc.constantFrom('limits', 'limits', 'closing'),
  item: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  correct: fc.boolean(),
  aided: fc.boolean(),
  tookMs: fc.integer({ min: 0, max: 600_000 }),
  confidence: fc.constantFrom('guess' as const, 'think-so' as const, 'sure' as const),
  afterDays: fc.double({ min: 0, max: 400, noNaN: true }),
})
const history = fc.array(answer, { maxLength: 30 }).map((answers) => {
  let at = 0
  return answers.map(({ afterDays, ...rest }): MasteryEvidence => {
    at += afterDays * DAY
    return { ...rest, at }
  })
})
const days = fc.double({ min: 0, max: 400, noNaN: true })
const lastOf = (evidence: readonly MasteryEvidence[]) => evidence.at(-1)?.at ?? 0
const check = (holds: (evidence: MasteryEvidence[], waited: number, more: number) => void) =>
  fc.assert(fc.property(history, days, days, holds), { seed, numRuns: 400 })
const alone = (at: number, over: Partial<MasteryEvidence> = {}): MasteryEvidence => ({
  subCompetency: 'limits',
  item: 'new',
  correct: true,
  aided: false,
  tookMs: 0,
  confidence: 'think-so',
  at,
  ...over,
})
const TINY = 1e-12

describe('mastery, whatever was answered before', () => {
  it('never falls by one more success alone, today or later', () => {
    check((evidence, waited, more) => {
      const at = lastOf(evidence) + waited * DAY
      const now = at + more * DAY
      const before = masteryOf('limits', evidence, now).p
      expect(masteryOf('limits', [...evidence, alone(at)], now).p).toBeGreaterThanOrEqual(before - TINY)
    })
  })

  it('rises less by a success with an aid, a guess or the same task again, and never falls by one', () => {
    check((evidence, waited) => {
      const at = lastOf(evidence) + waited * DAY
      const after = (over: Partial<MasteryEvidence>) => masteryOf('limits', [...evidence, alone(at, over)], at).p
      const before = masteryOf('limits', evidence, at).p
      for (const less of [{ aided: true }, { confidence: 'guess' as const }, { tookMs: 86_400_000 }]) {
        expect(after(less)).toBeLessThanOrEqual(after({}) + TINY)
        expect(after(less)).toBeGreaterThanOrEqual(before - TINY)
      }
      expect(after({ aided: true })).toBeLessThan(after({}))
    })
  })

  it('never rises by a miss, with an aid or without', () => {
    check((evidence, waited) => {
      const at = lastOf(evidence) + waited * DAY
      const before = masteryOf('limits', evidence, at).p
      for (const aided of [true, false])
        expect(masteryOf('limits', [...evidence, alone(at, { correct: false, aided })], at).p).toBeLessThanOrEqual(
          before + TINY,
        )
    })
  })

  it('fades and grows less certain as days pass', () => {
    const logit = (p: number) => Math.log(p / (1 - p))
    check((evidence, waited, more) => {
      const soon = masteryOf('limits', evidence, lastOf(evidence) + waited * DAY)
      const late = masteryOf('limits', evidence, lastOf(evidence) + (waited + more) * DAY)
      expect(late.p).toBeLessThanOrEqual(soon.p + TINY)
      expect(logit(late.high) - logit(late.low)).toBeGreaterThanOrEqual(logit(soon.high) - logit(soon.low) - 1e-9)
    })
  })

  it('lies within its interval, strictly between 0 and 1', () => {
    check((evidence, waited) => {
      const { p, low, high } = masteryOf('limits', evidence, lastOf(evidence) + waited * DAY)
      expect(low).toBeGreaterThan(0)
      expect(high).toBeLessThan(1)
      expect(p).toBeGreaterThan(low)
      expect(p).toBeLessThan(high)
    })
  })
})
