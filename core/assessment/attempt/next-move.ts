import type { Ability } from '../ability/estimate.ts'
import { unknownItem } from '../ability/parameters.ts'
import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import { type Candidate, selectItem } from '../selection/select-item.ts'
import { type StopReason, stopReason } from '../selection/stop.ts'
import { type Pool, poolOf } from './pool.ts'
import type { Standing, SubStanding } from './standing.ts'

/** Why an item comes now; stored with `item-shown`. */
export type ItemReason =
  | 're-test'
  | 'same-case'
  | 'not-asked-yet'
  | 'asked-another-way'
  | 'most-informative'
  | 'tells-the-side'

/** Why nothing more is asked. */
export type FinishReason = StopReason | 'missed-twice' | 'nothing-left' | 'all-shown'

export type Move =
  | { move: 'item'; item: string; subCompetency: string; reason: ItemReason }
  | { move: 'remedial'; subCompetency: string; aid: string; sure: boolean }
  | { move: 'finish'; reason: FinishReason }

interface Question {
  blueprint: Blueprint
  content: AssessmentContent
  standing: Standing
  ability: Ability
  seed: number
  /** items of earlier attempts: asked again only when nothing else is left */
  seenBefore: ReadonlySet<string>
  /** a re-check of some parts: done as soon as each was shown */
  isReCheck: boolean
}

/**
 * What comes next, in this order: the rest of a case that was begun, the aid of a missed sub-competency (wrong-and-sure
 * first), its re-test with another item, a sub-competency nothing is known of, and, while neither standard error nor
 * certainty is reached, the item that tells most. A re-test that was promised may exceed `maxItems`; an item is kept in hand
 * for it.
 */
export function nextMove(question: Question): Move {
  const { blueprint, content, standing } = question
  const pool = poolOf(blueprint, content, standing)
  const left = (sub: SubStanding) => pool.left(sub.id)
  const goesOn = pool.next && standing.subs.find(({ id }) => id === pool.next?.subCompetency)
  if (pool.next && goesOn) {
    const aid = goesOn.state === 'missed' ? aidOf(question, goesOn) : null
    if (aid) return aid
    return { move: 'item', ...pool.next, reason: goesOn.state === 'retest' ? 're-test' : 'same-case' }
  }
  const pending = standing.subs
    .filter((sub) => sub.state === 'missed' && left(sub).length > 0)
    .sort((a, b) => Number(b.sureMiss) - Number(a.sureMiss))
  for (const sub of pending) {
    const aid = aidOf(question, sub)
    if (aid) return aid
  }
  // an aid that was recalled leaves the re-test without it
  const retest = [...standing.subs.filter((sub) => sub.state === 'retest'), ...pending]
  const reTest = pick(question, pool, retest, () => 're-test')
  if (reTest) return reTest

  const asked = standing.answers.length
  if (asked >= blueprint.stop.maxItems) return { move: 'finish', reason: 'length' }
  // where a person already has an answer to read, another one for them to read would tell nothing now
  const open = standing.subs.filter(
    (sub) => sub.state === 'open' && (sub.abstained === 0 || left(sub).some((id) => counts(question, id))),
  )
  const unknown = pick(question, pool, open, (sub) => (sub.asked > 0 ? 'asked-another-way' : 'not-asked-yet'))
  if (unknown) return unknown
  if (standing.subs.some((sub) => sub.state === 'failed')) return { move: 'finish', reason: 'missed-twice' }
  if (standing.subs.some((sub) => sub.state !== 'shown')) return { move: 'finish', reason: 'nothing-left' }
  if (question.isReCheck) return { move: 'finish', reason: 'all-shown' }

  const { ability } = question
  // every part was shown here: what the prior alone holds against somebody ends nothing
  const shown = { se: ability.se, above: (x: number) => Math.max(0.5, ability.above(x)) }
  const stop = stopReason(blueprint.stop, blueprint.cut, shown, asked)
  if (stop) return { move: 'finish', reason: stop }
  const spare = standing.subs.filter((sub) => left(sub).filter((id) => counts(question, id)).length > 1)
  const reason = blueprint.select === 'cut' ? 'tells-the-side' : 'most-informative'
  return pick(question, pool, spare, () => reason) ?? { move: 'finish', reason: 'nothing-left' }
}

function aidOf({ blueprint, content }: Question, sub: SubStanding): Move | null {
  const aid = blueprint.remedial.find((row) => row.subCompetency === sub.id)?.aid
  return aid !== undefined && content.aids.has(aid)
    ? { move: 'remedial', subCompetency: sub.id, aid, sure: sub.sureMiss }
    : null
}

/** Whether the machine's word on an item counts. */
const counts = ({ content }: Question, item: string): boolean => !content.feedbackOnly.has(item)

/** One answer an attempt may wait for a person, and never what a re-test or certainty rests on: else nobody would ever get done. */
const mayWait = ({ answers }: Standing, sub: SubStanding): boolean =>
  sub.state === 'open' && answers.every((answer) => answer.scored)

/** Those that fit, or all where none does. */
function prefer<T>(all: readonly T[], fits: (each: T) => boolean): readonly T[] {
  const fitting = all.filter(fits)
  return fitting.length > 0 ? fitting : all
}

function pick(
  question: Question,
  pool: Pool,
  subs: readonly SubStanding[],
  reasonOf: (sub: SubStanding) => ItemReason,
): Move | null {
  const { blueprint, content, standing, ability, seed, seenBefore } = question
  const { shown } = standing
  const candidates = subs.flatMap((sub) => {
    const counting = prefer(pool.left(sub.id), (id) => counts(question, id) || mayWait(standing, sub))
    const items = prefer(counting, (id) => !seenBefore.has(id))
    return items.map(
      (id): Candidate => ({ id, subCompetency: sub.id, parameters: content.parameters.items[id] ?? unknownItem }),
    )
  })
  // what was shown before a reload, or on another device, stays
  const kept = subs.find((sub) => shown !== null && pool.left(sub.id).includes(shown))
  if (kept && shown !== null) return { move: 'item', item: shown, subCompetency: kept.id, reason: reasonOf(kept) }
  if (candidates.length === 0) return null
  const askedOf = new Map(subs.map((sub) => [sub.id, sub.asked]))
  const chosen = selectItem(candidates, {
    at: blueprint.select === 'cut' ? blueprint.cut : ability.theta,
    asked: (id) => askedOf.get(id) ?? 0,
    among: blueprint.among,
    seed: seed + standing.answers.length,
  })
  const sub = subs.find(({ id }) => id === chosen?.subCompetency)
  return chosen && sub ? { move: 'item', item: chosen.id, subCompetency: sub.id, reason: reasonOf(sub) } : null
}
