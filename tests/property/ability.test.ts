import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateTheta } from '#core/assessment'

const seed = Date.now() % 2 ** 31
console.log(`ability properties: seed ${seed}`)
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns: 200 })

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const response = fc.record({
  item: fc.record({ a: between(0.3, 3), b: between(-3, 3) }),
  score: fc.constantFrom(0 as const, 1 as const),
})
const responses = fc.array(response, { minLength: 1, maxLength: 20 })
const method = fc.constantFrom('eap' as const, 'wle' as const, 'ml' as const, 'bm' as const)

describe('an ability estimate', () => {
  it('never falls when a wrong answer is a right one instead', () => {
    check(fc.tuple(responses, method, fc.nat()), ([given, how, which]) => {
      const at = which % given.length
      const scored = (score: 0 | 1) => given.map((each, i) => (i === at ? { ...each, score } : each))
      const wrong = estimateTheta({ responses: scored(0), method: how })
      const right = estimateTheta({ responses: scored(1), method: how })
      expect(right.theta).toBeGreaterThanOrEqual(wrong.theta - 1e-9)
    })
  })

  it('does not depend on the order of the answers, stays in its range, and has an error', () => {
    check(fc.tuple(responses, method), ([given, how]) => {
      const { theta, se } = estimateTheta({ responses: given, method: how, range: [-3, 3] })
      const turned = estimateTheta({ responses: [...given].reverse(), method: how, range: [-3, 3] })
      expect(turned.theta).toBeCloseTo(theta, 8)
      expect(Math.abs(theta)).toBeLessThanOrEqual(3)
      expect(se).toBeGreaterThan(0)
    })
  })

  it('grows surer with the same answers given once more', () => {
    check(fc.tuple(responses, fc.constantFrom('eap' as const, 'bm' as const)), ([given, how]) => {
      const once = estimateTheta({ responses: given, method: how })
      const twice = estimateTheta({ responses: [...given, ...given], method: how })
      // the grid of 33 points is coarse for a posterior narrower than its step
      expect(twice.se).toBeLessThan(Math.max(once.se + 0.02, 0.2))
    })
  })
})
