import { AppError } from '#core/base'
import type { AttemptResult, Turn } from '../../engine-api.ts'
import type { AssessmentContent } from '../assessment-content.ts'
import { presentItem } from '../items.ts'
import { seedOf } from '../task.ts'
import { abilityNow } from './ability-now.ts'
import { type ItemReason, type Move, nextMove } from './next-move.ts'
import { progressOf } from './progress.ts'
import { standingOf } from './standing.ts'
import type { AttemptStep } from './step.ts'
import { resultOf } from './verdict.ts'

/** What to write down because of this turn; null when the attempt's events say it already. */
export type TurnRecord =
  | { kind: 'item-shown'; item: string; version: number; why: ItemReason; theta: number; se: number }
  | { kind: 'attempt-finished'; verdict: AttemptResult['verdict']; theta: number; se: number; aided: boolean }

export interface AttemptQuestion {
  /** its id is the seed of every choice: the same steps give the same turn on any device */
  attempt: string
  assessment: string
  steps: readonly AttemptStep[]
  content: AssessmentContent
  /** items answered in this person's other attempts */
  seenBefore?: ReadonlySet<string>
}

/**
 * Where an attempt stands: a pure fold of its steps. Asking again changes nothing.
 *
 * @throws {AppError} `not-found` when the release does not hold the assessment
 */
export function attemptTurn(question: AttemptQuestion): { turn: Turn; record: TurnRecord | null } {
  const { attempt, assessment, steps, content, seenBefore = new Set() } = question
  const blueprint = content.blueprints.get(assessment)
  if (!blueprint)
    throw new AppError('not-found', `The assessment "${assessment}" is not in the release on this device any more.`)
  const seed = seedOf(attempt)
  const standing = standingOf(blueprint, content, steps)
  const ability = abilityNow(standing, content)
  const about = { attempt, title: blueprint.title, progress: progressOf(blueprint, content, standing) }
  const finish = (result: AttemptResult, record: TurnRecord | null) => ({
    turn: { state: 'finished' as const, ...about, result },
    record,
  })

  if (standing.finished) {
    const { verdict, theta, se, aided } = standing.finished
    const now = resultOf(blueprint, content, standing, ability)
    const why = verdict === now.verdict ? now.why : 'This is the result as it was recorded.'
    return finish({ ...now, verdict, aided, why, ability: { ...now.ability, theta, se } }, null)
  }
  const move = nextMove({ blueprint, content, standing, ability, seed, seenBefore })
  const { theta, se } = ability
  switch (move.move) {
    case 'finish': {
      const result = resultOf(blueprint, content, standing, ability)
      return finish(result, { kind: 'attempt-finished', verdict: result.verdict, theta, se, aided: result.aided })
    }
    case 'remedial': {
      const aid = content.aids.get(move.aid)
      if (!aid) throw new AppError('not-found', `The aid "${move.aid}" is not in the release on this device any more.`)
      const title = content.competencies.title(move.subCompetency)
      const subCompetency = { id: move.subCompetency, title }
      return { turn: { state: 'remedial', ...about, subCompetency, aid, why: remedialWhy(title, move) }, record: null }
    }
    case 'item': {
      const { version, body } = content.items.get(move.item) ?? missing(move.item)
      const aids = body.aids.flatMap((id) => content.aids.get(id) ?? [])
      const shown = presentItem(move.item, body, seed, aids)
      const item = content.feedbackOnly.has(move.item) ? { ...shown, feedbackOnly: true } : shown
      const why = itemWhy(content.competencies.title(move.subCompetency), move.reason)
      const record = { kind: 'item-shown' as const, item: move.item, version, why: move.reason, theta, se }
      return { turn: { state: 'item', ...about, item, why }, record: standing.shown === move.item ? null : record }
    }
  }
}

function remedialWhy(title: string, { sure }: Extract<Move, { move: 'remedial' }>): string {
  const sureNote = sure ? ' You were sure, so it comes first.' : ''
  return `You missed "${title}"; this aid covers just that, and the rest stays credited.${sureNote}`
}

function itemWhy(title: string, reason: ItemReason): string {
  switch (reason) {
    case 're-test':
      return `You read the aid for "${title}"; here is another case of it.`
    case 'not-asked-yet':
      return `"${title}" has not been asked yet.`
    case 'asked-another-way':
      return `Your last answer on "${title}" waits for a person; this task asks it another way.`
    case 'most-informative':
      return `One more on "${title}": of all that is left, it tells most about what you can do.`
  }
}

const missing = (id: string): never => {
  throw new AppError('not-found', `The item "${id}" is not in the release on this device any more.`)
}
