import type { Ability } from '../ability/posterior.ts'

export interface StopRule {
  minItems: number
  maxItems: number
  /** logits */
  standardError: number
  /** (.5, 1) */
  certainty: number
}

/** Why no further item is asked: certain of the side of the cut; as precise as wanted; as many as there may be. */
export type StopReason = 'certain' | 'precise' | 'length'

/**
 * Whether to stop here. Certainty is the posterior's mass on one side of the cut: a probability a learner can be told, from
 * whichever items were asked. How it compares with a sequential probability ratio test is in docs/measurement.md.
 *
 * @param asked items answered so far
 * @returns null to go on
 */
export function stopReason(
  { minItems, maxItems, standardError, certainty }: StopRule,
  cut: number,
  ability: Pick<Ability, 'se' | 'above'>,
  asked: number,
): StopReason | null {
  if (asked >= minItems) {
    const above = ability.above(cut)
    if (Math.max(above, 1 - above) >= certainty) return 'certain'
    if (ability.se <= standardError) return 'precise'
  }
  return asked >= maxItems ? 'length' : null
}
