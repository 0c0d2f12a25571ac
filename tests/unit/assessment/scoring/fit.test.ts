import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  chanceOf,
  fitScoringModel,
  hasLearntFrom,
  type KnownAnswer,
  loadScoringModel,
  readPool,
} from '#core/assessment'
import { createRandom } from '#core/base'

const SEED = 20
const random = createRandom(SEED)
/** Right where a is neither small nor large, unless b is: no straight line can tell. */
const known = Array.from({ length: 1200 }, (_, i): KnownAnswer => {
  const [a, b, c] = [random.next(), random.next(), random.next()]
  const isRight = a > 0.25 && a < 0.75 && b < 0.9
  const vector = Float32Array.from({ length: 8 }, (_, d) => (d === (isRight ? 0 : 1) ? 1 : 0) + random.next())
  return { question: `q${i % 30}`, text: `answer ${i}`, score: isRight ? 1 : 0, vector, features: { a, b, c } }
})
const learnt = known.slice(0, 1000)
const model = fitScoringModel(learnt, SEED)
const reading = ({ features, vector }: KnownAnswer) => ({
  features,
  vector: Float32Array.from(vector),
  isReference: false,
})
const rightShare = (p: (answer: KnownAnswer) => number) => {
  const asked = known.slice(1000)
  return asked.filter((answer) => p(answer) > 0.5 === (answer.score === 1)).length / asked.length
}

test(`weights learn what no straight line tells (seed ${SEED})`, () => {
  expect(rightShare((answer) => chanceOf(model, reading(answer), null))).toBeGreaterThan(0.88)
})

test('scored answers to the same question add to what texts tell', () => {
  const blind = fitScoringModel(
    learnt.map((answer) => ({ ...answer, features: { a: 0 } })),
    SEED,
  )
  const pools = new Map(
    [...new Set(learnt.map(({ question }) => question))].map((question) => [
      question,
      readPool(learnt.filter((answer) => answer.question === question)),
    ]),
  )
  const seen = (answer: KnownAnswer) => chanceOf(blind, reading(answer), pools.get(answer.question) ?? null)
  expect(rightShare(seen)).toBeGreaterThan(0.9)
})

test('the same seed gives the same weights', () => {
  expect(fitScoringModel(learnt, SEED)).toEqual(model)
})

test('weights know which answers they were learnt from', () => {
  expect(
    hasLearntFrom(
      model,
      learnt.map(({ text }) => text),
    ),
  ).toBe(true)
  expect(
    hasLearntFrom(
      model,
      learnt.map(({ text }) => `another ${text}`),
    ),
  ).toBe(false)
})

test('the shipped weights are at most 40 KB and can be read', async () => {
  expect(statSync('core/assessment/scoring/weights.json').size).toBeLessThanOrEqual(40 * 1024)
  const shipped = await loadScoringModel()
  expect(shipped.generic.trees.leaf.length / 16).toBe(250)
})
