import * as v from 'valibot'
import { AppError } from '#core/base'
import { item } from '#core/content'
import { Difficulty } from '../task.ts'

/**
 * Of one item under the two-parameter logistic model: discrimination `a` (per logit), difficulty `b` (logits on the scale
 * of ability, where the population is N(0, 1)), and the standard error of each.
 */
export const Parameters = v.object({
  a: v.pipe(v.number(), v.gtValue(0), v.maxValue(5)),
  b: v.pipe(v.number(), v.minValue(-6), v.maxValue(6)),
  seA: v.pipe(v.number(), v.minValue(0), v.maxValue(5)),
  seB: v.pipe(v.number(), v.minValue(0), v.maxValue(5)),
  /** how many people's answers they rest on; left out for a belief */
  answers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
})
export type Parameters = v.InferOutput<typeof Parameters>

/** The release's derived entry `item-parameters`. `author-estimate` is a belief and is never called measured. */
export const ItemParameters = v.object({
  source: v.picklist(['author-estimate', 'responses']),
  items: v.record(v.string(), Parameters),
})
export type ItemParameters = v.InferOutput<typeof ItemParameters>

/**
 * What an author's word is worth before anybody has answered: one logit a step, an average discrimination, and errors wide
 * enough that "easier" and "harder" overlap (two thirds of items called typical may lie anywhere in -.8 to .8).
 */
const DIFFICULTY: Record<Difficulty, number> = { easier: -1, typical: 0, harder: 1 }
const PRIOR = { a: 1.1, seA: 0.35, seB: 0.8 }

/**
 * @param items objects of kind `item`
 * @throws {AppError} `bad-input` for an item that states no difficulty
 */
export function initialParameters(items: readonly { id: string; body: unknown }[]): ItemParameters {
  const entries = items.map(({ id, body }) => {
    const stated = v.safeParse(Difficulty, item.parse(body).task.difficulty)
    if (!stated.success)
      throw new AppError('bad-input', `item ${id}: state task.difficulty as easier, typical or harder.`)
    return [id, { ...PRIOR, b: DIFFICULTY[stated.output] }] as const
  })
  return { source: 'author-estimate', items: Object.fromEntries(entries) }
}

/** Whether answers stand behind the parameters of an item; a release may hold both sorts side by side. */
export const isMeasured = ({ answers }: Parameters): boolean => answers !== undefined

/** For an item the derived entry does not know yet: typical, and as uncertain as any guess. */
export const unknownItem: Parameters = { ...PRIOR, b: 0 }
