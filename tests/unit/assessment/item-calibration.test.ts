import { describe, expect, it } from 'vitest'
import { answerMatrix, calibrate, calibrateBank } from '#core/assessment'
import { createRandom } from '#core/base'
import { authorsOf, bankCoverage } from '../../support/irt/bank-coverage.ts'
import { type DrawnItem, drawAnswers, drawItems } from '../../support/irt/draw-answers.ts'

const rms = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length)

describe('calibration of items whose truth is known', () => {
  const random = createRandom(21)

  it('finds a and b again, and says how far off it is', () => {
    const truth = drawItems(random, 12)
    const { items, doubts } = calibrate(answerMatrix(12, drawAnswers(random, truth, 2000)), '2pl')
    const off = truth.map(({ a, b }, i) => ({
      a: (items[i]?.a ?? 0) - a,
      b: (items[i]?.b ?? 0) - b,
      seA: items[i]?.seA ?? 0,
      seB: items[i]?.seB ?? 0,
    }))
    expect(rms(off.map(({ a }) => a))).toBeLessThan(0.12)
    expect(rms(off.map(({ b }) => b))).toBeLessThan(0.12)
    // errors in units of their standard error are about 1
    const inUnits = off.flatMap(({ a, b, seA, seB }) => [a / seA, b / seB])
    expect(rms(inUnits)).toBeGreaterThan(0.6)
    expect(rms(inUnits)).toBeLessThan(1.5)
    expect(doubts).toEqual([])
  })

  it('finds the one slope of a Rasch model, also from people who answered a third of the items', () => {
    const truth = drawItems(random, 24).map(({ b }) => ({ a: 1.3, b }))
    const { items } = calibrate(answerMatrix(24, drawAnswers(random, truth, 1500, 8)), 'rasch')
    expect(new Set(items.map(({ a }) => a)).size).toBe(1)
    expect(Math.abs((items[0]?.a ?? 0) - 1.3)).toBeLessThan(0.1)
    expect(rms(truth.map(({ b }, i) => b - (items[i]?.b ?? 0)))).toBeLessThan(0.15)
  })

  it('finds guessing where the items are hard enough to show it, and calls that identified', () => {
    const truth = Array.from({ length: 10 }, (_, i): DrawnItem => ({ a: 1.8, b: 0.8 + i / 10, c: 0.2 }))
    const { items, doubts } = calibrate(answerMatrix(10, drawAnswers(random, truth, 2500)), '3pl')
    expect(doubts).toEqual([])
    expect(rms(items.map(({ c }) => c - 0.2))).toBeLessThan(0.05)
  })

  it('does not call guessing identified where easy items hide it', () => {
    const truth = drawItems(random, 8).map(({ a, b }) => ({ a, b: b - 1.5 }))
    const { doubts } = calibrate(answerMatrix(8, drawAnswers(random, truth, 800)), '3pl')
    expect(doubts.join(' ')).toContain('guessing')
  })

  it('says so where there are more parameters than patterns of answers', () => {
    const people = drawAnswers(random, drawItems(random, 2), 300)
    expect(calibrate(answerMatrix(2, people), '2pl').doubts[0]).toBe(
      '4 parameters cannot be told from 4 possible patterns of answers',
    )
  })

  it('does not depend on the order of people or answers', () => {
    const people = drawAnswers(random, drawItems(random, 6), 400, 5)
    const one = calibrate(answerMatrix(6, people), '2pl')
    const other = calibrate(answerMatrix(6, random.shuffle(people.map((own) => random.shuffle(own)))), '2pl')
    expect(other.logLik).toBeCloseTo(one.logLik, 6)
    for (const [i, { a, b }] of one.items.entries()) {
      expect(other.items[i]?.a).toBeCloseTo(a, 6)
      expect(other.items[i]?.b).toBeCloseTo(b, 6)
    }
  })
})

describe('a bank calibrated from its answers', () => {
  it('is what the authors said where nobody answered', () => {
    const said = authorsOf([0, 1])
    expect(calibrateBank([], said)).toEqual(said)
    expect(calibrateBank([{ person: 'p', item: 'elsewhere', correct: true }], said)).toEqual(said)
    const { source, items } = calibrateBank([{ person: 'p', item: 'item-0', correct: true }], said)
    expect(source).toBe('responses')
    expect(items['item-1']).toEqual(said.items['item-1'])
  })

  it('moves little by one answer, more by a dozen, and in the direction of the answers', () => {
    const right = (people: number) =>
      calibrateBank(
        Array.from({ length: people }, (_, i) => ({ person: `p${i}`, item: 'item-0', correct: true })),
        authorsOf([1]),
      ).items['item-0']
    const one = right(1)
    const dozen = right(12)
    expect(one?.b).toBeLessThan(1)
    expect(one?.b).toBeGreaterThan(0.4)
    expect(dozen?.b).toBeLessThan((one?.b ?? 0) - 0.3)
    // nobody missed it: how easy it is stays open
    expect(dozen?.seB).toBeGreaterThan(0.35)
    expect(one?.seB).toBeLessThan(0.8)
  })

  it('takes the first answer of a person to an item', () => {
    const first = [{ person: 'p', item: 'item-0', correct: false }]
    expect(calibrateBank([...first, { person: 'p', item: 'item-0', correct: true }], authorsOf([0]))).toEqual(
      calibrateBank(first, authorsOf([0])),
    )
  })

  // truth drawn from what the authors' estimates claim of themselves
  it.each([
    [12, 12, 0.5, 0.6],
    [50, 6, 0.28, 0.4],
    [500, 1, 0.1, 0.2],
  ])('holds the truth in its 90 percent intervals, with about %i answers an item', (each, rounds, least, most) => {
    const { held, seB, rmseB, authorRmseB } = bankCoverage(each, rounds, each)
    expect(held).toBeGreaterThan(0.82)
    expect(held).toBeLessThan(0.97)
    expect(seB).toBeGreaterThan(least)
    expect(seB).toBeLessThan(most)
    expect(rmseB).toBeLessThan(0.8 * authorRmseB)
  })
})
