import type { AnswerMatrix } from './answer-matrix.ts'
import { type Expectation, expect, expectationRoom } from './expectation.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import { addPrior } from './item-prior.ts'
import { maximise, type Priors } from './maximisation.ts'
import type { Quadrature } from './quadrature.ts'

export interface Climbed {
  x: Float64Array
  /** marginal log-likelihood at x */
  logLik: number
  /** the same plus the log prior: what was made as high as possible */
  objective: number
  converged: boolean
  /** E-steps made */
  rounds: number
}

const MOST_CYCLES = 400
/** Logits: when no parameter moves farther in one EM step, the place is found. */
const STILL = 1e-5
/** A cycle that gains less than this share of the log-likelihood gains nothing; after three such, the place is found. */
const NOTHING = 1e-10

/**
 * EM (Bock & Aitkin 1981) from starting values to a local maximum, three steps at a time: two EM steps, the SQUAREM leap
 * they point to (Varadhan & Roland 2008, step length S3), and back to the second step where the leap is lower.
 */
export function climb(
  model: FittedModel,
  start: Float64Array,
  matrix: AnswerMatrix,
  quadrature: Quadrature,
  priors: Priors,
): Climbed {
  const room = expectationRoom(model, quadrature.theta.length)
  let rounds = 0
  let x = start
  let here = look(x)
  let idle = 0
  for (let cycle = 0; cycle < MOST_CYCLES; cycle++) {
    const first = moved(x, here.expected)
    const moves = farthest(first, x)
    if (moves < STILL || idle >= 3) return { x, ...figures(here), converged: true, rounds }
    const atFirst = look(first)
    const second = moved(first, atFirst.expected)
    const leapt = leap(x, first, second)
    const leap_ = leapt ? look(leapt) : null
    const takes = leapt && leap_ && leap_.objective >= atFirst.objective
    const next = takes ? leapt : second
    const there = takes ? leap_ : look(second)
    idle = there.objective - here.objective < NOTHING * Math.abs(here.objective) ? idle + 1 : 0
    x = next
    here = there
  }
  return { x, ...figures(here), converged: false, rounds }

  function look(at: Float64Array): { expected: Expectation; objective: number } {
    rounds++
    const expected = expect(model, at, matrix, quadrature, room)
    const prior = model.places.reduce((sum, places, item) => {
      const believed = priors[item]
      if (!believed) return sum
      const own = ofItem(at, places)
      return sum + addPrior(believed, own, new Float64Array(own.length), new Float64Array(own.length ** 2))
    }, 0)
    const objective = expected.logLik + prior
    return { expected, objective: Number.isNaN(objective) ? Number.NEGATIVE_INFINITY : objective }
  }

  function moved(from: Float64Array, expected: Expectation): Float64Array {
    const to = from.slice()
    maximise(model, to, expected, quadrature, priors)
    return to
  }
}

const figures = ({ expected, objective }: { expected: Expectation; objective: number }) => ({
  logLik: expected.logLik,
  objective,
})

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0)

/** null where the two steps point nowhere. */
function leap(x0: Float64Array, x1: Float64Array, x2: Float64Array): Float64Array | null {
  let rr = 0
  let vv = 0
  for (let i = 0; i < x0.length; i++) {
    const r = (x1[i] ?? 0) - (x0[i] ?? 0)
    const v = (x2[i] ?? 0) - (x1[i] ?? 0) - r
    rr += r * r
    vv += v * v
  }
  if (vv === 0) return null
  const length = Math.min(64, Math.max(1, Math.sqrt(rr / vv)))
  return x0.map((from, i) => {
    const r = (x1[i] ?? 0) - from
    const v = (x2[i] ?? 0) - (x1[i] ?? 0) - r
    return from + 2 * length * r + length * length * v
  })
}
