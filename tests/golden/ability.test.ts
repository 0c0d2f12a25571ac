import { describe, expect, it } from 'vitest'
import {
  estimateAbility,
  information,
  initialParameters,
  type Parameters,
  probability,
  selectItem,
} from '#core/assessment'

const exact = (a: number, b: number): Parameters => ({ a, b, seA: 0, seB: 0 })
const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const normal = (x: number) => Math.exp((-x * x) / 2)

/** Simpson's rule, an independent way to the same integral. */
function integrate(f: (x: number) => number, from: number, to: number, steps = 4000): number {
  const h = (to - from) / steps
  let sum = f(from) + f(to)
  for (let i = 1; i < steps; i++) sum += f(from + i * h) * (i % 2 ? 4 : 2)
  return (sum * h) / 3
}

describe('the two-parameter logistic', () => {
  it('gives the textbook values', () => {
    expect(probability(0, exact(1, 0))).toBe(0.5)
    // 1 / (1 + e^-1.5) for a = 1.5, theta - b = 1
    expect(probability(1.5, exact(1.5, 0.5))).toBeCloseTo(0.817574, 6)
    // a2 P Q: a2 / 4 at theta = b; 4 x .880797 x .119203 one logit above with a = 2
    expect(information(0.5, exact(1.6, 0.5))).toBeCloseTo(0.64, 5)
    expect(information(1, exact(2, 0))).toBeCloseTo(0.419974, 5)
  })

  it('averages over an uncertain difficulty within .02 of the integral', () => {
    for (const seB of [0.3, 0.8, 1.5])
      for (let theta = -4; theta <= 4; theta += 0.5) {
        const average = integrate((z) => normal(z) * logistic(1.1 * (theta - seB * z)), -8, 8) / Math.sqrt(2 * Math.PI)
        expect(Math.abs(probability(theta, { a: 1.1, b: 0, seA: 0, seB }) - average)).toBeLessThan(0.02)
      }
  })

  it('rises with ability, however uncertain the item', () => {
    const wide = { a: 1, b: 0, seA: 0.5, seB: 1 }
    for (let theta = -4; theta < 4; theta += 0.1)
      expect(probability(theta + 0.1, wide)).toBeGreaterThan(probability(theta, wide))
  })
})

describe('the ability estimate', () => {
  it('is the prior before any answer', () => {
    const ability = estimateAbility([])
    expect(ability.theta).toBeCloseTo(0, 10)
    expect(ability.se).toBeCloseTo(1, 2)
    expect(ability.above(0)).toBeCloseTo(0.5, 10)
    expect(ability.above(-1)).toBeCloseTo(0.8413, 2)
  })

  const bank = [exact(1, -1), exact(1.4, 0), exact(0.8, 0.5), exact(2, 1.2), exact(1.1, -0.3)]
  it.each([
    ['all right', [1, 1, 1, 1, 1]],
    ['all wrong', [0, 0, 0, 0, 0]],
    ['mixed', [1, 0, 1, 0, 1]],
    ['odd', [0, 0, 0, 1, 0]],
    ['two answers', [1, 0]],
  ])('agrees with the integral over a fine grid: %s', (_, pattern) => {
    const answers = pattern.map((correct, i) => ({ item: bank[i] ?? exact(1, 0), correct: correct === 1 }))
    const posterior = (x: number) =>
      answers.reduce((p, { item: { a, b }, correct }) => p * logistic(correct ? a * (x - b) : -a * (x - b)), normal(x))
    const total = integrate(posterior, -4, 4)
    const mean = integrate((x) => x * posterior(x), -4, 4) / total
    const sd = Math.sqrt(integrate((x) => (x - mean) ** 2 * posterior(x), -4, 4) / total)
    const ability = estimateAbility(answers)
    expect(ability.theta).toBeCloseTo(mean, 3)
    expect(ability.se).toBeCloseTo(sd, 3)
    expect(Math.abs(ability.above(0.3) - integrate(posterior, 0.3, 4) / total)).toBeLessThan(0.005)
  })

  it('is wider where the parameters are only believed', () => {
    const answers = (item: Parameters) => [true, true, false].map((correct) => ({ item, correct }))
    const measured = estimateAbility(answers(exact(1.1, 0)))
    const believed = estimateAbility(answers({ a: 1.1, b: 0, seA: 0.35, seB: 0.8 }))
    expect(believed.se).toBeGreaterThan(measured.se)
    expect(Math.abs(believed.theta)).toBeLessThan(Math.abs(measured.theta))
  })
})

describe('initial parameters', () => {
  const item = (difficulty?: string) => ({
    id: 'one',
    body: {
      title: 'One',
      type: 'order',
      competency: 'handle-refund',
      subCompetencies: ['refund-limits'],
      sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
      task: { difficulty },
    },
  })
  it('are what the author says, with a wide error, and say so', () => {
    expect(initialParameters([item('harder')])).toEqual({
      source: 'author-estimate',
      items: { one: { a: 1.1, b: 1, seA: 0.35, seB: 0.8 } },
    })
  })
  it('are refused where the author says nothing', () => {
    expect(() => initialParameters([item()])).toThrow('item one: state task.difficulty as easier, typical or harder.')
  })
})

describe('the choice of an item', () => {
  const candidate = (id: string, subCompetency: string, b: number) => ({ id, subCompetency, parameters: exact(1, b) })
  const bank = [candidate('x-easy', 'x', -2), candidate('x-fit', 'x', 0.9), candidate('y-fit', 'y', 1)]
  it('takes what tells most at this ability', () => {
    expect(selectItem(bank.slice(0, 2), { at: 1, asked: () => 0, among: 1, seed: 1 })?.id).toBe('x-fit')
    expect(selectItem(bank.slice(0, 2), { at: -2, asked: () => 0, among: 1, seed: 1 })?.id).toBe('x-easy')
  })
  it('asks the sub-competency asked least first', () => {
    expect(selectItem(bank, { at: 1, asked: (sub) => (sub === 'x' ? 1 : 0), among: 1, seed: 1 })?.id).toBe('y-fit')
  })
  it('lets the seed decide among equals, the same each time', () => {
    const equal = ['a', 'b', 'c'].map((id) => candidate(id, 'x', 0))
    const chosen = Array.from(
      { length: 60 },
      (_, seed) => selectItem(equal, { at: 0, asked: () => 0, among: 1, seed })?.id,
    )
    expect(new Set(chosen)).toEqual(new Set(['a', 'b', 'c']))
    expect(selectItem(equal.toReversed(), { at: 0, asked: () => 0, among: 1, seed: 5 })?.id).toBe(chosen[5])
  })
  it('has nothing to take from nothing', () => {
    expect(selectItem([], { at: 0, asked: () => 0, among: 1, seed: 1 })).toBeNull()
  })
})
