import { logistic } from '#core/base'
import type { Climbed } from './climb.ts'
import type { Covariance } from './covariance.ts'
import { type CalibrationModel, type FittedModel, ofItem } from './fitted-model.ts'

type Fit = Climbed & { layout: FittedModel }

/**
 * How many times wider a parameter's variance may be than if all others were known. Seen here: at most 9 for the models of LSAT,
 * WIRS, Abortion and Science that are settled, up to 80 for a 3PL of 2,500 simulated people; 1,800 for the 3PL of LSAT and
 * 7,500 for that of WIRS.
 */
const MOST_INFLATION = 1000
/** Per logit; beyond it an item splits people at one point, and any steeper slope does as well. */
const STEEPEST = 15
/** Per logit; below it an item says nothing of ability, and -intercept / slope nothing of the item. */
const FLATTEST = 1e-3
const GUESSING = { least: 0.005, apart: 0.05 }
/** Fits this close in log-likelihood are equally good. */
const SAME_FIT = 0.5

/** Why the answers do not settle the parameters, in words; none where they do. */
export function doubtsOf({
  best,
  others,
  information,
  covariance,
  model,
}: {
  best: Fit
  others: readonly Fit[]
  information: Float64Array
  covariance: Covariance | null
  model: CalibrationModel
}): string[] {
  const { layout, x } = best
  const doubts: string[] = []
  if (!best.converged) doubts.push('the climb did not come to rest')
  const patterns = layout.categories.reduce((product, count) => product * count, 1)
  if (patterns - 1 < layout.size)
    doubts.push(`${layout.size} parameters cannot be told from ${patterns} possible patterns of answers`)
  if (!covariance) doubts.push('the information is singular: the parameters can be traded for each other')
  else {
    const worst = mostInflated(information, covariance, layout.size)
    if (worst > MOST_INFLATION)
      doubts.push(`the information is nearly singular: a variance is ${Math.round(worst)} times what it would be alone`)
  }
  const slopes = layout.places.map((places) => Math.abs(x[places[0] ?? 0] ?? 0))
  const steep = slopes.filter((slope) => slope > STEEPEST).length
  if (steep > 0) doubts.push(`the slope of ${itemsOf(steep)} grows without end`)
  const flat = slopes.filter((slope) => slope < FLATTEST).length
  if (flat > 0) doubts.push(`the slope of ${itemsOf(flat)} is 0, which leaves the difficulty open`)
  if (model !== '3pl') return doubts
  const guesses = guessesOf(best)
  const none = guesses.filter((c) => c < GUESSING.least).length
  if (none > 0) doubts.push(`the guessing of ${itemsOf(none)} ends at its bound, 0`)
  const equal = others.filter(({ objective }) => best.objective - objective < SAME_FIT).map(guessesOf)
  const moved = guesses.filter((c, i) => equal.some((other) => Math.abs(c - (other[i] ?? c)) > GUESSING.apart)).length
  if (moved > 0) doubts.push(`the guessing of ${itemsOf(moved)} depends on where the climb begins`)
  return doubts
}

const itemsOf = (count: number): string => (count === 1 ? '1 item' : `${count} items`)

const guessesOf = ({ layout, x }: Fit): number[] => layout.places.map((places) => logistic(ofItem(x, places)[2] ?? 0))

function mostInflated(information: Float64Array, covariance: Covariance, size: number): number {
  let most = 1
  for (let i = 0; i < size; i++) {
    const at = i * size + i
    most = Math.max(most, (information[at] ?? 0) * (covariance[at] ?? 0))
  }
  return most
}
