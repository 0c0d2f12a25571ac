import { AppError } from '#core/base'
import type { AttemptResult, Turn } from '../../engine-api.ts'
import type { AssessmentContent } from '../assessment-content.ts'
import { presentItem } from '../items.ts'
import { seedOf } from '../task.ts'
import { abilityNow } from './ability-now.ts'
import { focused } from './focused.ts'
import { type ItemReason, nextMove } from './next-move.ts'
import { progressOf } from './progress.ts'
import { itemWhy, remedialWhy, stoppedWhy } from './reasons.ts'
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
  /** the sub-competencies that alone are asked, as a re-check does; all of them where there are none */
  focus?: readonly string[]
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
  const { attempt, assessment, steps, focus = [], content, seenBefore = new Set() } = question
  const whole = content.blueprints.get(assessment)
  if (!whole)
    throw new AppError('not-found', `The assessment "${assessment}" is not in the release on this device any more.`)
  const blueprint = focused(whole, focus)
  const seed = seedOf(attempt)
  const standing = standingOf(blueprint, content, steps)
  // help counts for the verdict, which then says so; it never raises what is told of a person alone
  const withHelp = abilityNow(standing, content, 'any')
  const told = blueprint.withAid ? withHelp : abilityNow(standing, content, 'alone')
  const isReCheck = focus.length > 0
  const about = { attempt, title: blueprint.title, progress: progressOf(blueprint, content, standing) }
  const finish = (result: AttemptResult, record: TurnRecord | null) => ({
    turn: { state: 'finished' as const, ...about, result },
    record,
  })

  const move = nextMove({ blueprint, content, standing, ability: withHelp, seed, seenBefore, isReCheck })
  const stopped = move.move === 'finish' ? { stopped: stoppedWhy(blueprint, move.reason) } : {}
  if (standing.finished) {
    const { verdict, theta, se, aided } = standing.finished
    const now = resultOf({ blueprint, content, standing, withHelp, told, isReCheck })
    const why = verdict === now.verdict ? now.why : 'This is the result as it was recorded.'
    return finish({ ...now, ...stopped, verdict, aided, why, ability: { ...now.ability, theta, se } }, null)
  }
  const { theta, se } = told
  switch (move.move) {
    case 'finish': {
      const result = resultOf({ blueprint, content, standing, withHelp, told, isReCheck })
      return finish(
        { ...result, ...stopped },
        { kind: 'attempt-finished', verdict: result.verdict, theta, se, aided: result.aided },
      )
    }
    case 'remedial': {
      const aid = content.aids.get(move.aid)
      if (!aid) throw new AppError('not-found', `The aid "${move.aid}" is not in the release on this device any more.`)
      const title = content.competencies.title(move.subCompetency)
      const subCompetency = { id: move.subCompetency, title }
      return {
        turn: { state: 'remedial', ...about, subCompetency, aid, why: remedialWhy(title, move.sure) },
        record: null,
      }
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

const missing = (id: string): never => {
  throw new AppError('not-found', `The item "${id}" is not in the release on this device any more.`)
}
