import { expect, test } from 'vitest'
import { auroc, calibrateSearch, calibrateThreshold } from '#core/retrieval'

test('AUROC: worked example with ties', () => {
  expect(auroc([2, 3], [0, 1])).toBe(1)
  expect(auroc([0], [1, 2])).toBe(0)
  expect(auroc([1, 2], [1, 2])).toBe(0.5)
  // of six pairs: 3 wins, 1 tie, 2 losses
  expect(auroc([1, 4, 2], [2, 3])).toBeCloseTo((1 * 0 + 2 + 0.5) / 6)
})

test('a threshold between two groups that do not overlap makes no error', () => {
  expect(calibrateThreshold([0.7, 0.9], [0.1, 0.3])).toEqual({
    threshold: 0.5,
    falseOffer: 0,
    falseSilence: 0,
    auroc: 1,
  })
})

test('on scores of a known distribution the threshold is where the densities cross', () => {
  // positives normal around 1, negatives around 0, same spread: they cross at .5
  const quantiles = Array.from({ length: 999 }, (_, i) => normalQuantile((i + 1) / 1000))
  const { threshold, falseOffer, falseSilence, auroc } = calibrateThreshold(
    quantiles.map((z) => 1 + 0.5 * z),
    quantiles.map((z) => 0.5 * z),
  )
  expect(Math.abs(threshold - 0.5)).toBeLessThan(0.05)
  expect(Math.abs(falseOffer - 0.1587)).toBeLessThan(0.025)
  expect(Math.abs(falseSilence - 0.1587)).toBeLessThan(0.025)
  // chance that a normal of mean 1 and variance .5 is above 0
  expect(auroc).toBeCloseTo(0.9214, 2)
})

test('the more a silence costs, the lower the threshold', () => {
  const positives = [0.2, 0.5, 0.6, 0.9]
  const negatives = [0.1, 0.3, 0.4, 0.7]
  expect(calibrateThreshold(positives, negatives, { silenceCost: 5 }).threshold).toBeLessThan(
    calibrateThreshold(positives, negatives, { silenceCost: 0.2 }).threshold,
  )
})

test('a threshold known from elsewhere is left no further than few questions can speak for', () => {
  const positives = Array.from({ length: 20 }, (_, i) => 0.3 + i / 40)
  const negatives = Array.from({ length: 20 }, (_, i) => i / 40)
  const alone = calibrateThreshold(positives, negatives, { silenceCost: 3 })
  const towards = calibrateThreshold(positives, negatives, { silenceCost: 3, towards: 0.4 })
  expect(towards.threshold).toBeGreaterThan(alone.threshold)
  expect(towards.threshold).toBeLessThan(0.4)
  const many = (scores: number[]) => Array.from({ length: 400 }, () => scores).flat()
  const sure = calibrateThreshold(many(positives), many(negatives), { silenceCost: 3, towards: 0.4 })
  expect(Math.abs(sure.threshold - alone.threshold)).toBeLessThan(Math.abs(towards.threshold - alone.threshold))
})

const answers = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    hits: [
      { id: `right${i}`, fit: 0.8 },
      { id: 'a', fit: 0.4 },
      { id: 'b', fit: 0.3 },
      { id: 'c', fit: 0.2 },
    ],
    expected: new Set([`right${i}`]),
  }))

test('questions with their pages are told from the same questions without them', () => {
  expect(calibrateSearch(answers(20))).toMatchObject({ falseOffer: 0, falseSilence: 0, auroc: 1 })
  expect(calibrateSearch(answers(20))?.threshold).toBeCloseTo(0.6)
})

const missed = (n: number) => answers(n).map(({ hits }) => ({ hits, expected: new Set(['gone']) }))

test('fewer than 20 questions, or 10 that find their page, set no threshold', () => {
  expect(calibrateSearch(answers(19))).toBeNull()
  expect(calibrateSearch([...answers(10), ...missed(10)])).not.toBeNull()
  expect(calibrateSearch([...answers(9), ...missed(11)])).toBeNull()
})

test('a right page beyond the first three hits is no answer', () => {
  const fourth = answers(1).map(({ hits }) => ({ hits, expected: new Set(['c']) }))
  expect(calibrateSearch([...answers(9), ...fourth, ...missed(10)])).toBeNull()
})

/** Newton's method on the distribution function. */
function normalQuantile(p: number): number {
  let z = 0
  for (let i = 0; i < 50; i++) z -= (normalCdf(z) - p) / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
  return z
}

function normalCdf(z: number): number {
  let sum = z
  let term = z
  for (let k = 1; k < 200; k++) {
    term *= (z * z) / (2 * k + 1)
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}
