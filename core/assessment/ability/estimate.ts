import type { Parameters } from './parameters.ts'
import { type Ability, posterior } from './posterior.ts'
import { probability } from './two-pl.ts'

export type { Ability }

/**
 * Ability during an attempt: expected a posteriori with prior N(0, 1) over [-4, 4], each item's curve averaged over what is
 * not known of its parameters.
 *
 * @param answers at most one an item
 */
export function estimateAbility(answers: readonly { item: Parameters; correct: boolean }[]): Ability {
  return posterior((theta) =>
    answers.reduce((sum, { item, correct }) => {
      const p = probability(theta, item)
      return sum + Math.log(correct ? p : 1 - p)
    }, 0),
  )
}
