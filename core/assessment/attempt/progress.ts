import type { AttemptProgress } from '../../engine-api.ts'
import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import type { Standing, SubStanding } from './standing.ts'

type ShownState = AttemptProgress['subCompetencies'][number]['state']

/** A sub-competency missed twice is shown as missed. */
export const standingState = ({ state }: SubStanding): ShownState => (state === 'failed' ? 'missed' : state)

/** `most` grows by one with each re-test that is due. */
export function progressOf(blueprint: Blueprint, content: AssessmentContent, standing: Standing): AttemptProgress {
  const answered = standing.answers.length
  const due = standing.subs.filter((sub) => sub.state === 'missed' || sub.state === 'retest').length
  return {
    answered,
    most: Math.max(Math.min(blueprint.stop.maxItems, blueprint.items.length), answered + due),
    subCompetencies: standing.subs.map((sub) => ({
      id: sub.id,
      title: content.competencies.title(sub.id),
      state: standingState(sub),
    })),
  }
}
