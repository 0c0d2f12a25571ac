import type { Blueprint } from '../assessment-content.ts'

/**
 * A blueprint of which only some sub-competencies are asked. Those it does not know (any more) are passed over.
 *
 * @param focus [] leaves it whole
 */
export function focused(blueprint: Blueprint, focus: readonly string[]): Blueprint {
  if (focus.length === 0) return blueprint
  return { ...blueprint, remedial: blueprint.remedial.filter(({ subCompetency }) => focus.includes(subCompetency)) }
}
