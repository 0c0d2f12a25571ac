import type { Ability } from '../ability/estimate.ts'
import { unknownItem } from '../ability/parameters.ts'
import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import { type Candidate, selectItem } from '../selection/select-item.ts'
import type { Standing, SubStanding } from './standing.ts'

/** Why an item comes now; stored with `item-shown`. */
export type ItemReason = 're-test' | 'not-asked-yet' | 'asked-another-way' | 'most-informative'

export type Move =
  | { move: 'item'; item: string; subCompetency: string; reason: ItemReason }
  | { move: 'remedial'; subCompetency: string; aid: string; sure: boolean }
  | { move: 'finish' }

interface Question {
  blueprint: Blueprint
  content: AssessmentContent
  standing: Standing
  ability: Ability
  seed: number
  /** items of earlier attempts: asked again only when nothing else is left */
  seenBefore: ReadonlySet<string>
}

/**
 * What comes next, in this order: the aid of a missed sub-competency (wrong-and-sure first), its re-test with another item,
 * a sub-competency nothing is known of, and, while neither standard error nor certainty is reached, the item that tells
 * most. A re-test that was promised may exceed `maxItems`; an item is kept in hand for it.
 */
export function nextMove(question: Question): Move {
  const { blueprint, content, standing } = question
  const pending = standing.subs
    .filter((sub) => sub.state === 'missed' && left(question, sub).length > 0)
    .sort((a, b) => Number(b.sureMiss) - Number(a.sureMiss))
  for (const sub of pending) {
    const aid = blueprint.remedial.find((row) => row.subCompetency === sub.id)?.aid
    if (aid !== undefined && content.aids.has(aid))
      return { move: 'remedial', subCompetency: sub.id, aid, sure: sub.sureMiss }
  }
  // an aid that was recalled leaves the re-test without it
  const retest = [...standing.subs.filter((sub) => sub.state === 'retest'), ...pending]
  const reTest = pick(question, retest, () => 're-test')
  if (reTest) return reTest

  const { minItems, maxItems, standardError, certainty } = blueprint.stop
  const asked = standing.answers.length
  if (asked >= maxItems) return { move: 'finish' }
  // where a person already has an answer to read, another one for them to read would tell nothing now
  const open = standing.subs.filter(
    (sub) => sub.state === 'open' && (sub.abstained === 0 || left(question, sub).some((id) => counts(question, id))),
  )
  const unknown = pick(question, open, (sub) => (sub.asked > 0 ? 'asked-another-way' : 'not-asked-yet'))
  if (unknown) return unknown
  if (standing.subs.some((sub) => sub.state !== 'shown')) return { move: 'finish' }

  const above = question.ability.above(blueprint.cut)
  const enough = question.ability.se <= standardError || Math.max(above, 1 - above) >= certainty
  if (enough && asked >= minItems) return { move: 'finish' }
  const spare = standing.subs.filter((sub) => left(question, sub).filter((id) => counts(question, id)).length > 1)
  return pick(question, spare, () => 'most-informative') ?? { move: 'finish' }
}

/** Items of a sub-competency that were not asked in this attempt. */
function left({ blueprint, content, standing }: Question, sub: SubStanding): string[] {
  const asked = new Set(standing.answers.map((answer) => answer.item))
  return blueprint.items.filter((id) => !asked.has(id) && content.items.get(id)?.body.subCompetencies[0] === sub.id)
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
  subs: readonly SubStanding[],
  reasonOf: (sub: SubStanding) => ItemReason,
): Move | null {
  const { content, standing, ability, seed, seenBefore } = question
  const candidates = subs.flatMap((sub) => {
    const counting = prefer(left(question, sub), (id) => counts(question, id) || mayWait(standing, sub))
    const items = prefer(counting, (id) => !seenBefore.has(id))
    return items.map(
      (id): Candidate => ({ id, subCompetency: sub.id, parameters: content.parameters.items[id] ?? unknownItem }),
    )
  })
  // what was shown before a reload, or on another device, stays
  const kept = subs.find((sub) => standing.shown !== null && left(question, sub).includes(standing.shown))
  if (kept && standing.shown !== null)
    return { move: 'item', item: standing.shown, subCompetency: kept.id, reason: reasonOf(kept) }
  if (candidates.length === 0) return null
  const askedOf = new Map(subs.map((sub) => [sub.id, sub.asked]))
  const chosen = selectItem(candidates, {
    at: question.blueprint.select === 'cut' ? question.blueprint.cut : ability.theta,
    asked: (id) => askedOf.get(id) ?? 0,
    among: question.blueprint.among,
    seed: seed + standing.answers.length,
  })
  const sub = subs.find(({ id }) => id === chosen?.subCompetency)
  return chosen && sub ? { move: 'item', item: chosen.id, subCompetency: sub.id, reason: reasonOf(sub) } : null
}
