import type { AssessmentContent, Blueprint } from '#core/assessment'

/** What a competency is asked by: the first assessment that is proof, or practice where there is nothing else. */
export function assessmentOf(content: AssessmentContent, competency: string): [id: string, Blueprint] | null {
  const own = [...content.blueprints].filter(([, blueprint]) => blueprint.competency === competency)
  return own.find(([, { purpose }]) => purpose !== 'practice') ?? own[0] ?? null
}
