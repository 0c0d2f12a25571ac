import { Cat } from '@bdelab/jscat'
import { describe, expect, it } from 'vitest'
import { type AbilityMethod, estimateTheta, type ItemModel, mostInformative } from '#core/assessment'
import { createRandom } from '#core/base'

const LSAT = [
  [0.8253715, -3.3597341],
  [0.7229499, -1.3696497],
  [0.8904748, -0.2798983],
  [0.6885502, -1.8659189],
  [0.6574516, -3.1235725],
].map(([a = 1, b = 0]) => ({ a, b }))

const answered = (items: readonly ItemModel[], scores: string) =>
  items.map((item, i) => ({ item, score: scores[i] === '1' ? (1 as const) : (0 as const) }))

/** Items with all four parameters, and answers to some of them. */
function cases(seed: number, count: number) {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const size = 2 + random.int(30)
    const responses = Array.from({ length: size }, () => ({
      item: {
        a: 0.4 + 2 * random.next(),
        b: -2.5 + 5 * random.next(),
        c: random.int(2) * 0.25 * random.next(),
        d: 1 - random.int(2) * 0.1 * random.next(),
      },
      score: random.int(2) as 0 | 1,
    }))
    return { responses, prior: { mean: random.next() - 0.5, sd: 0.5 + random.next() } }
  })
}

/** R's catR written down once more from its manual, as plainly as can be: products, sums, and a root by halving. */
const catR = {
  p: (t: number, { a, b, c = 0, d = 1 }: ItemModel) =>
    c + ((d - c) * Math.exp(a * (t - b))) / (1 + Math.exp(a * (t - b))),
  dp: (t: number, { a, b, c = 0, d = 1 }: ItemModel) => {
    const e = Math.exp(a * (t - b))
    return (a * e * (d - c)) / (1 + e) ** 2
  },
  d2p: (t: number, { a, b, c = 0, d = 1 }: ItemModel) => {
    const e = Math.exp(a * (t - b))
    return (a ** 2 * e * (1 - e) * (d - c)) / (1 + e) ** 3
  },
  info: (t: number, item: ItemModel) => {
    const p = catR.p(t, item)
    return catR.dp(t, item) ** 2 / (p * (1 - p))
  },
}

type Case = ReturnType<typeof cases>[number]

function plain({ responses, prior }: Case, method: AbilityMethod): { theta: number; se: number } {
  const total = (f: (r: Case['responses'][number]) => number) => responses.reduce((sum, r) => sum + f(r), 0)
  if (method === 'eap') {
    const at = Array.from({ length: 33 }, (_, i) => -4 + i / 4)
    const height = (t: number) =>
      responses.reduce((l, { item, score }) => l * (score ? catR.p(t, item) : 1 - catR.p(t, item)), 1) *
      Math.exp(-((t - prior.mean) ** 2) / (2 * prior.sd ** 2))
    const area = (f: (t: number) => number) =>
      at.slice(1).reduce((sum, t, i) => sum + ((f(t) + f(at[i] ?? 0)) / 2) * 0.25, 0)
    const theta = area((t) => t * height(t)) / area(height)
    return { theta, se: Math.sqrt(area((t) => (t - theta) ** 2 * height(t)) / area(height)) }
  }
  const slope = (t: number) =>
    total(({ item, score }) => {
      const p = catR.p(t, item)
      return (catR.dp(t, item) * (score - p)) / (p * (1 - p))
    }) +
    (method === 'bm' ? (prior.mean - t) / prior.sd ** 2 : 0) +
    (method === 'wle'
      ? total(({ item }) => {
          const p = catR.p(t, item)
          return (catR.dp(t, item) * catR.d2p(t, item)) / (p * (1 - p))
        }) /
        (2 * total(({ item }) => catR.info(t, item)))
      : 0)
  let [low, high] = [-4, 4]
  if (slope(low) < 0 && slope(high) < 0) high = low
  if (slope(low) > 0 && slope(high) > 0) low = high
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) low = middle
    else high = middle
  }
  const theta = (low + high) / 2
  return {
    theta,
    se: 1 / Math.sqrt(total(({ item }) => catR.info(theta, item)) + (method === 'bm' ? 1 / prior.sd ** 2 : 0)),
  }
}

describe('ability from known items', () => {
  // ltm's factor.scores(ltm(LSAT ~ z1)), empirical Bayes: the mode of the posterior under N(0, 1), and its error
  it.each([
    ['00000', -1.895, 0.795],
    ['00111', -0.463, 0.812],
    ['10010', -0.933, 0.802],
    ['01111', 0.023, 0.828],
    ['11011', -0.022, 0.827],
    ['11111', 0.606, 0.855],
  ])('is the published score of the LSAT pattern %s', (pattern, theta, se) => {
    const got = estimateTheta({ responses: answered(LSAT, pattern), method: 'bm' })
    expect(got.theta).toBeCloseTo(theta, 3)
    expect(got.se).toBeCloseTo(se, 3)
  })

  it.each(['eap', 'wle', 'ml', 'bm'] as const)('is what the formulas of catR give, 4PL items, %s', (method) => {
    for (const each of cases(11, 200)) {
      const expected = plain(each, method)
      const got = estimateTheta({ ...each, method })
      const slopes = several(each, method)
      // where the likelihood has several peaks, which of them is found is a choice, not a formula
      if (slopes > 1) continue
      expect(got.theta).toBeCloseTo(expected.theta, 7)
      expect(got.se).toBeCloseTo(expected.se, 7)
    }
  })

  function several(each: Case, method: AbilityMethod): number {
    if (method === 'eap') return 1
    const at = Array.from({ length: 161 }, (_, i) => -4 + i / 20)
    const height = at.map((t) =>
      each.responses.reduce(
        (sum, { item, score }) => sum + Math.log(score ? catR.p(t, item) : 1 - catR.p(t, item)),
        method === 'bm' ? -((t - each.prior.mean) ** 2) / (2 * each.prior.sd ** 2) : 0,
      ),
    )
    return height.filter(
      (h, i) => h >= (height[i - 1] ?? Number.NEGATIVE_INFINITY) && h > (height[i + 1] ?? Number.NEGATIVE_INFINITY),
    ).length
  }

  it('by maximum likelihood is the end of the range where all answers are right, or all wrong', () => {
    for (const [pattern, end] of [
      ['11111', 4],
      ['00000', -4],
    ] as const) {
      expect(estimateTheta({ responses: answered(LSAT, pattern), method: 'ml' }).theta).toBe(end)
      // Warm's correction keeps it inside
      expect(
        Math.abs(estimateTheta({ responses: answered(LSAT, pattern), method: 'wle', range: [-9, 9] }).theta),
      ).toBeLessThan(9)
    }
    expect(estimateTheta({ responses: answered(LSAT, '11111'), method: 'ml', range: [-2, 3] }).theta).toBe(3)
  })

  it('is the prior before any answer, and not guessed at by a method without one', () => {
    const prior = estimateTheta({ responses: [], method: 'bm', prior: { mean: 0.5, sd: 2 } })
    expect(prior.theta).toBeCloseTo(0.5, 9)
    expect(prior.se).toBe(2)
    expect(estimateTheta({ responses: [], method: 'eap' }).theta).toBeCloseTo(0, 10)
    for (const method of ['ml', 'wle'] as const)
      expect(() => estimateTheta({ responses: [], method })).toThrow('needs at least one answer')
  })

  it('and the next item are those of jscat, by maximum likelihood', () => {
    const random = createRandom(5)
    for (let round = 0; round < 20; round++) {
      const bank = Array.from({ length: 30 }, () => ({ a: 0.6 + random.next(), b: -2 + 4 * random.next(), c: 0, d: 1 }))
      const given = bank.slice(0, 12)
      const scores = given.map(({ b }, i) =>
        i === 0 ? 1 : i === 1 ? 0 : random.next() < 1 / (1 + Math.exp(b)) ? 1 : 0,
      ) as (0 | 1)[]
      const cat = new Cat({ method: 'MLE', minTheta: -6, maxTheta: 6 })
      cat.updateAbilityEstimate(given, scores)
      const { theta, se } = estimateTheta({
        responses: given.map((item, i) => ({ item, score: scores[i] ?? 0 })),
        method: 'ml',
        range: [-6, 6],
      })
      // its search stops a few thousandths short of the peak
      expect(Math.abs(theta - cat.theta)).toBeLessThan(5e-3)
      expect(Math.abs(se - cat.seMeasurement)).toBeLessThan(5e-3)
      expect(height(given, scores, theta)).toBeGreaterThanOrEqual(height(given, scores, cat.theta))
      const left = bank.slice(12)
      const { nextStimulus } = cat.findNextItem(left.map(({ a, b, c, d }) => ({ a, b, c, d })))
      expect(left[mostInformative(left, theta) ?? 0]?.b).toBe(nextStimulus?.difficulty)
    }
  })

  const height = (items: readonly ItemModel[], scores: readonly number[], theta: number) =>
    items.reduce((sum, item, i) => sum + Math.log(scores[i] ? catR.p(theta, item) : 1 - catR.p(theta, item)), 0)

  it('by EAP is that of jscat on its finer points, to what the points differ', () => {
    for (const { responses } of cases(3, 30)) {
      const cat = new Cat({ method: 'EAP', minTheta: -4, maxTheta: 4 })
      cat.updateAbilityEstimate(
        responses.map(({ item }) => item),
        responses.map(({ score }) => score),
      )
      expect(Math.abs(estimateTheta({ responses, method: 'eap' }).theta - cat.theta)).toBeLessThan(2e-3)
    }
  })

  it('asks next for the item that tells most, the first of equals', () => {
    const items = [
      { a: 1, b: 2 },
      { a: 1.5, b: 0 },
      { a: 1.5, b: 0 },
    ]
    expect(mostInformative(items, 0)).toBe(1)
    expect(mostInformative([], 0)).toBeNull()
  })
})
