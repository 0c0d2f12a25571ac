import { type Ability, estimateAbility } from '../ability/estimate.ts'
import { unknownItem } from '../ability/parameters.ts'
import type { AssessmentContent } from '../assessment-content.ts'
import type { Standing } from './standing.ts'

/**
 * Ability as it is now: a miss whose sub-competency was shown with another item afterwards is set aside, because reading the
 * aid changed what is being measured. Answers that wait for a person say nothing yet.
 */
export function abilityNow({ answers, subs }: Standing, { parameters }: AssessmentContent): Ability {
  const shown = new Set(subs.filter((sub) => sub.state === 'shown').map((sub) => sub.id))
  const counted = answers.filter((answer) => answer.scored && (answer.correct || !shown.has(answer.subCompetency)))
  return estimateAbility(counted.map(({ item, correct }) => ({ item: parameters.items[item] ?? unknownItem, correct })))
}
