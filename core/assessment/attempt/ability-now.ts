import { type Ability, estimateAbility } from '../ability/estimate.ts'
import { isMeasured, unknownItem } from '../ability/parameters.ts'
import type { AssessmentContent } from '../assessment-content.ts'
import type { Standing } from './standing.ts'

/**
 * Ability as it is now: a miss whose sub-competency was shown with another item afterwards is set aside, because reading the
 * aid changed what is being measured. Answers that wait for a person say nothing yet.
 *
 * @param counting `alone`: a correct answer given with an aid open says nothing, a wrong one still counts; `any`: with or
 * without an aid
 */
export function abilityNow(
  { answers, subs }: Standing,
  { parameters }: AssessmentContent,
  counting: 'alone' | 'any',
): Ability & { calibrated: boolean } {
  const shown = new Set(subs.filter((sub) => sub.state === 'shown').map((sub) => sub.id))
  const counted = answers
    .filter(({ scored, correct, aided }) => scored && !(counting === 'alone' && aided && correct))
    .filter(({ correct, subCompetency }) => correct || !shown.has(subCompetency))
    .map(({ item, correct }) => ({ item: parameters.items[item] ?? unknownItem, correct }))
  return {
    ...estimateAbility(counted),
    calibrated: counted.length > 0 && counted.every(({ item }) => isMeasured(item)),
  }
}
