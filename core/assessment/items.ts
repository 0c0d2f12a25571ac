import * as v from 'valibot'
import { AppError } from '#core/base'
import { type Block, item } from '#core/content'
import type { AidCard, ItemOutcome, ItemResponse, PresentedItem } from '../engine-api.ts'
import type { ItemBody, ItemType, ScoringWorld } from './item-type.ts'
import { chooseAndJustify } from './items/choose-and-justify.ts'
import { dialogue } from './items/dialogue.ts'
import { fillForm } from './items/fill-form.ts'
import { findError } from './items/find-error.ts'
import { locate } from './items/locate.ts'
import { match } from './items/match.ts'
import { multipleChoice } from './items/multiple-choice.ts'
import { number } from './items/number.ts'
import { order } from './items/order.ts'
import { scenario } from './items/scenario.ts'
import { shortAnswer } from './items/short-answer.ts'
import { singleChoice } from './items/single-choice.ts'
import { Difficulty } from './task.ts'
import { timeLimitSeconds } from './time-limit.ts'

/** Every item type there is, one line each. */
export const itemTypes: readonly ItemType[] = [
  scenario,
  shortAnswer,
  order,
  chooseAndJustify,
  findError,
  fillForm,
  number,
  dialogue,
  locate,
  match,
  singleChoice,
  multipleChoice,
]

const byName = new Map(itemTypes.map((type) => [type.type, type]))

/**
 * The check of content kind `item` that only this module can make.
 *
 * @throws {AppError} `bad-input` for a task its type does not take, `unknown-kind` for an unknown type
 */
export function checkItem(body: unknown): void {
  const { type, task } = item.parse(body)
  typeOf(type).check(task)
}

/** What a reviewer signs: the task with its key, its feedback and how hard its author believes it is. */
export function reviewItem(body: ItemBody): Block[] {
  const difficulty = v.parse(v.object({ difficulty: Difficulty }), body.task).difficulty
  const about = `${body.type.replaceAll('-', ' ')}, ${difficulty}, on ${body.subCompetencies.join(', ')}`
  return [{ block: 'text', text: about }, ...typeOf(body.type).review(body.task)]
}

/** @param seed one per attempt (`seedOf`), so that a reload shows the same order */
export function presentItem(id: string, body: ItemBody, seed: number, aids: AidCard[]): PresentedItem {
  const limit = timeLimitSeconds(body)
  const shown = typeOf(body.type).present(body.task, seed)
  return {
    id,
    title: body.title,
    type: body.type,
    ...shown,
    aids,
    ...(limit === undefined ? {} : { timeLimitSeconds: limit }),
  }
}

/**
 * Scores on the device. Works without an embedder: a scenario then rests on words alone and abstains more often.
 *
 * @throws {AppError} `bad-input` when the response does not answer this item
 */
export async function scoreItem(body: ItemBody, response: ItemResponse, world: ScoringWorld): Promise<ItemOutcome> {
  return typeOf(body.type).score(body.task, response, world)
}

/** @throws {AppError} `unknown-kind` */
export const asksToProduce = (type: string): boolean => typeOf(type).produces

function typeOf(name: string): ItemType {
  const type = byName.get(name)
  if (!type)
    throw new AppError('unknown-kind', `There is no item type "${name}"; use one of ${[...byName.keys()].join(', ')}.`)
  return type
}
