import { choleskyInPlace, solveCholesky } from './cholesky.ts'
import type { Expectation } from './expectation.ts'
import { type FittedModel, ofItem } from './fitted-model.ts'
import { addPrior, type ItemPrior } from './item-prior.ts'
import type { Quadrature } from './quadrature.ts'

export type Priors = readonly (ItemPrior | undefined)[]

const ROUNDS = 4
/** Farthest a parameter moves at once, logits. */
const FARTHEST = 1
const HALVINGS = 20

/**
 * M-step: moves the parameters, in place, to where the expected log-likelihood plus the log prior is highest, by Fisher
 * scoring (for the 2PL the same as Newton) with a step that is halved until it climbs.
 */
export function maximise(
  model: FittedModel,
  x: Float64Array,
  expected: Expectation,
  quadrature: Quadrature,
  priors: Priors,
): void {
  for (const group of model.groups) {
    const places = [...new Set(group.flatMap((item) => model.places[item] ?? []))]
    const local = new Map(places.map((place, at) => [place, at]))
    for (let round = 0; round < ROUNDS; round++) {
      const here = slopeOf(group, places.length, local)
      const step = solved(here.information, here.gradient)
      const most = step.reduce((max, part) => Math.max(max, Math.abs(part)), 0)
      if (most < 1e-9) break
      const before = places.map((place) => x[place] ?? 0)
      const enough = here.value - 1e-12 * Math.abs(here.value)
      let scale = Math.min(1, FARTHEST / most)
      for (let halving = 0; halving <= HALVINGS; halving++, scale /= 2) {
        if (halving === HALVINGS) scale = 0
        for (const [at, place] of places.entries()) x[place] = (before[at] ?? 0) + scale * (step[at] ?? 0)
        if (group.reduce((sum, item) => sum + itemSlope(item, null), 0) >= enough) break
      }
      if (most * scale < 1e-6) break
    }
  }

  function slopeOf(group: readonly number[], size: number, local: ReadonlyMap<number, number>) {
    const gradient = new Float64Array(size)
    const information = new Float64Array(size * size)
    let value = 0
    for (const item of group) {
      const places = model.places[item] ?? []
      const own = { gradient: new Float64Array(places.length), information: new Float64Array(places.length ** 2) }
      value += itemSlope(item, own)
      for (const [i, place] of places.entries()) {
        const row = local.get(place) ?? 0
        gradient[row] = (gradient[row] ?? 0) + (own.gradient[i] ?? 0)
        for (const [j, other] of places.entries()) {
          const at = row * size + (local.get(other) ?? 0)
          information[at] = (information[at] ?? 0) + (own.information[i * places.length + j] ?? 0)
        }
      }
    }
    return { value, gradient, information }
  }

  /** One item's part of the objective, and with `into` its gradient and expected information. */
  function itemSlope(item: number, into: { gradient: Float64Array; information: Float64Array } | null): number {
    const own = ofItem(x, model.places[item] ?? [])
    const size = own.length
    const categories = model.categories[item] ?? 2
    const points = quadrature.theta.length
    const from = expected.offset[item] ?? 0
    const p = new Float64Array(categories)
    const dp = new Float64Array(categories * size)
    const scratch = into ?? { gradient: new Float64Array(size), information: new Float64Array(size * size) }
    const prior = priors[item]
    let value = prior ? addPrior(prior, own, scratch.gradient, scratch.information) : 0
    for (let q = 0; q < points; q++) {
      let people = 0
      for (let k = 0; k < categories; k++) people += expected.counts[from + k * points + q] as number
      if (people < 1e-12) continue
      model.form.fill(quadrature.theta[q] as number, own, p, dp)
      for (let k = 0; k < categories; k++) {
        const count = expected.counts[from + k * points + q] as number
        const chance = p[k] as number
        if (!(chance > 0)) return Number.NEGATIVE_INFINITY
        value += count * Math.log(chance)
        if (!into) continue
        for (let i = 0; i < size; i++) {
          const di = dp[k * size + i] as number
          into.gradient[i] = (into.gradient[i] as number) + (count * di) / chance
          for (let j = 0; j < size; j++)
            into.information[i * size + j] =
              (into.information[i * size + j] as number) + (people * di * (dp[k * size + j] as number)) / chance
        }
      }
    }
    return value
  }
}

/** The scoring step; where the information is singular, with a little more on its diagonal until it is not. */
function solved(information: Float64Array, gradient: Float64Array): Float64Array {
  const size = gradient.length
  for (let ridge = 1e-10; ridge < 1e10; ridge *= 100) {
    const triangle = information.slice()
    for (let i = 0; i < size; i++) {
      const at = i * size + i
      triangle[at] = (triangle[at] ?? 0) * (1 + ridge) + ridge
    }
    if (choleskyInPlace(triangle, size)) return solveCholesky(triangle, size, gradient)
  }
  return new Float64Array(size)
}
