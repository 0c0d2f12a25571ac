import type { AttemptResult } from '../../engine-api.ts'
import type { Ability } from '../ability/estimate.ts'
import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import { standingState } from './progress.ts'
import type { Standing } from './standing.ts'

interface Ended {
  blueprint: Blueprint
  content: AssessmentContent
  standing: Standing
  /** from all answers: the verdict says whether an aid was open */
  withHelp: Ability
  /** what is told of the person, alone unless the blueprint allows an aid */
  told: Ability & { calibrated: boolean }
  /** only some parts were asked */
  isReCheck: boolean
}

/** The result of an attempt that ended, in words for the person who took it. */
export function resultOf(ended: Ended): AttemptResult {
  const { blueprint, content, standing, told } = ended
  const { verdict, why } = decide(ended)
  return {
    verdict,
    aided: standing.answers.some((answer) => answer.aided),
    why,
    ability: { theta: told.theta, se: told.se, calibrated: told.calibrated },
    subCompetencies: standing.subs.map((sub) => ({
      id: sub.id,
      title: content.competencies.title(sub.id),
      // what waits for a person was neither shown nor missed
      state: sub.state === 'open' ? 'not-asked' : standingState(sub) === 'shown' ? 'shown' : 'missed',
    })),
    ...(blueprint.withAid ? { aidAllowed: true } : {}),
    ...(blueprint.purpose === 'practice' ? { practice: true } : {}),
    ...(standing.readAtMs === null ? {} : { readAtMs: standing.readAtMs }),
  }
}

/**
 * "Not yet" takes two different tasks missed on one part: a single item, whose parameters may be uncertain or whose key may be
 * wrong, fails nobody, and neither does what the prior held against a person before they answered.
 */
function decide({
  blueprint,
  content: { competencies },
  standing: { subs, answers },
  withHelp,
  isReCheck,
}: Ended): Pick<AttemptResult, 'verdict' | 'why'> {
  const names = (list: readonly { id: string }[]) => listed(list.map((sub) => `"${competencies.title(sub.id)}"`))
  const failed = subs.filter((sub) => sub.state === 'failed')
  const shown = subs.filter((sub) => sub.state === 'shown')
  if (failed.length > 0) {
    const rest = shown.length > 0 ? ` ${names(shown)} stays credited.` : ''
    return { verdict: 'not-yet', why: `Not yet: you missed ${names(failed)} twice, with different tasks.${rest}` }
  }
  const waiting = subs.filter((sub) => (sub.state === 'open' || sub.state === 'retest') && sub.abstained > 0)
  if (waiting.length > 0)
    return {
      verdict: 'waiting',
      why: `A person will read your answer on ${names(waiting)}. Nothing counts against you.`,
    }
  const untold = subs.filter((sub) => sub.state !== 'shown')
  if (untold.length > 0)
    return { verdict: 'cannot-tell', why: `There was no further task on ${names(untold)}, so this stays open.` }

  if (answers.length === 0)
    return { verdict: 'cannot-tell', why: 'There was no task on this any more, so it stays open.' }

  if (isReCheck || withHelp.above(blueprint.cut) >= blueprint.stop.certainty) {
    if (!answers.some((answer) => answer.aided))
      return { verdict: 'can-do', why: `You showed ${names(shown)} without an aid.` }
    const allowed = blueprint.withAid ? ', as this work allows' : ''
    return { verdict: 'can-do', why: `You showed ${names(shown)}, with an aid open${allowed}.` }
  }
  return { verdict: 'cannot-tell', why: 'Your answers are too few or too mixed to say it with confidence.' }
}

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
