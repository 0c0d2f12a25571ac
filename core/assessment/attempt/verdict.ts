import type { AttemptResult } from '../../engine-api.ts'
import type { Ability } from '../ability/estimate.ts'
import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import { standingState } from './progress.ts'
import type { Standing } from './standing.ts'

/** The result of an attempt that ended, in words for the person who took it. */
export function resultOf(
  blueprint: Blueprint,
  content: AssessmentContent,
  standing: Standing,
  ability: Ability,
): AttemptResult {
  const { verdict, why } = decide(blueprint, content, standing, ability)
  return {
    verdict,
    aided: standing.answers.some((answer) => answer.aided),
    why,
    ability: { theta: ability.theta, se: ability.se, calibrated: content.parameters.source === 'responses' },
    subCompetencies: standing.subs.map((sub) => ({
      id: sub.id,
      title: content.competencies.title(sub.id),
      // what waits for a person was neither shown nor missed
      state: sub.state === 'open' ? 'not-asked' : standingState(sub) === 'shown' ? 'shown' : 'missed',
    })),
    ...(standing.readAtMs === null ? {} : { readAtMs: standing.readAtMs }),
  }
}

function decide(
  blueprint: Blueprint,
  { competencies }: AssessmentContent,
  { subs, answers }: Standing,
  ability: Ability,
): { verdict: AttemptResult['verdict']; why: string } {
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

  const above = ability.above(blueprint.cut)
  const { certainty } = blueprint.stop
  if (above >= certainty)
    return {
      verdict: 'can-do',
      why: answers.some((answer) => answer.aided)
        ? `You showed ${names(shown)}, with an aid open.`
        : `You showed ${names(shown)} without an aid.`,
    }
  if (above <= 1 - certainty)
    return {
      verdict: 'not-yet',
      why: `Your answers so far are below what ${names([{ id: blueprint.competency }])} asks for.`,
    }
  return { verdict: 'cannot-tell', why: 'Your answers are too few or too mixed to say it with confidence.' }
}

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
