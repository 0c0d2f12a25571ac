import { abilityNow } from './ability-now.ts'
import type { AttemptQuestion } from './attempt-turn.ts'
import { standingOf } from './standing.ts'

/**
 * P(ability above the line) after an attempt, [0, 1], told by what is known of its items today: alone, and with the help that
 * was open. Null where the release does not hold the assessment.
 */
export function likelyAble({
  assessment,
  steps,
  content,
}: Pick<AttemptQuestion, 'assessment' | 'steps' | 'content'>): { alone: number; withHelp: number } | null {
  const blueprint = content.blueprints.get(assessment)
  if (!blueprint) return null
  const standing = standingOf(blueprint, content, steps)
  const above = (counting: 'alone' | 'any') => abilityNow(standing, content, counting).above(blueprint.cut)
  return { alone: above(blueprint.withAid ? 'any' : 'alone'), withHelp: above('any') }
}
