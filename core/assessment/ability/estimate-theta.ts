import { AppError } from '#core/base'
import { curve, fisherInformation, type ItemModel } from '../irt/curve.ts'
import { type Prior, posterior } from './posterior.ts'
import { rootBetween } from './root.ts'

/** Expected a posteriori; Warm's weighted likelihood; maximum likelihood; Bayes modal (maximum a posteriori). */
export type AbilityMethod = 'eap' | 'wle' | 'ml' | 'bm'

export interface AbilityCase {
  responses: readonly { item: ItemModel; score: 0 | 1 }[]
  method: AbilityMethod
  /** N(0, 1) unless told; used by eap and bm */
  prior?: Prior
  /** logits, [-4, 4] unless told: where ability is looked for */
  range?: readonly [number, number]
}

/**
 * Ability from answers to items whose parameters are known, as R's catR gives it (Magis & Raiche 2012, `thetaEst` and
 * `semTheta` with D = 1): eap on 33 points of the range; the others where the derivative of their log-likelihood is zero,
 * and the nearer end of the range where it is zero nowhere in it (all answers right, or all wrong). `wle` adds
 * J / 2I with J = sum P'P''/PQ (Warm 1989), `bm` the prior's (mean - theta) / sd2.
 *
 * @returns theta and its standard error, logits: the posterior's sd for eap, else 1 / sqrt(information), to which bm adds
 * the prior's 1/sd2
 * @throws {AppError} `bad-input` for ml and wle without an answer: nothing says anything
 */
export function estimateTheta({ responses, method, prior = { mean: 0, sd: 1 }, range = [-4, 4] }: AbilityCase): {
  theta: number
  se: number
} {
  if (method === 'eap') {
    const { theta, se } = posterior((at) => logLikelihood(at, responses), prior, range)
    return { theta, se }
  }
  if (responses.length === 0 && method !== 'bm')
    throw new AppError('bad-input', `${method} needs at least one answer; eap and bm can start from the prior.`)
  const theta = rootIn(range, (at) => score(at, responses) + pull(at, method, responses, prior))
  const information = sum(responses, ({ item }) => fisherInformation(theta, item))
  return { theta, se: 1 / Math.sqrt(information + (method === 'bm' ? 1 / prior.sd ** 2 : 0)) }
}

/**
 * The item that tells most at theta (maximum Fisher information); of equals the first.
 *
 * @returns its place in `items`, or null when there is none
 */
export function mostInformative(items: readonly ItemModel[], theta: number): number | null {
  let best: number | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const [place, item] of items.entries()) {
    const tells = fisherInformation(theta, item)
    if (tells <= most) continue
    most = tells
    best = place
  }
  return best
}

type Responses = AbilityCase['responses']

const logLikelihood = (theta: number, responses: Responses): number =>
  sum(responses, ({ item, score }) => {
    const { p, q } = curve(theta, item)
    return Math.log(score === 1 ? p : q)
  })

/** First derivative of the log-likelihood. */
const score = (theta: number, responses: Responses): number =>
  sum(responses, ({ item, score }) => {
    const { p, q, slope } = curve(theta, item)
    return score === 1 ? slope / p : -slope / q
  })

/** What a method adds to that derivative. */
function pull(theta: number, method: Exclude<AbilityMethod, 'eap'>, responses: Responses, { mean, sd }: Prior): number {
  switch (method) {
    case 'ml':
      return 0
    case 'bm':
      return (mean - theta) / sd ** 2
    case 'wle': {
      const points = responses.map(({ item }) => curve(theta, item))
      const j = sum(points, ({ p, q, slope, bend }) => (slope * bend) / (p * q))
      const information = sum(points, ({ p, q, slope }) => (slope * slope) / (p * q))
      return j / (2 * information)
    }
  }
}

function rootIn([low, high]: readonly [number, number], f: (theta: number) => number): number {
  const atLow = f(low)
  const atHigh = f(high)
  if (atLow < 0 && atHigh < 0) return low
  if (atLow > 0 && atHigh > 0) return high
  return rootBetween(f, low, high)
}

const sum = <T>(list: readonly T[], term: (each: T) => number): number =>
  list.reduce((total, each) => total + term(each), 0)
