import * as v from 'valibot'
import { Slug } from '#core/content'
import { Words } from '../task.ts'

/** One thing an answer in one's own words is read for. All of it is key: nothing here is shown before the answer. */
export const Criterion = v.object({
  id: Slug,
  /** what is looked for, told with the feedback */
  text: Words,
  /** an answer that misses it is not correct; the others only add to the score */
  required: v.optional(v.boolean(), true),
  /** sentences that meet it, as different people would say it */
  models: v.pipe(v.array(Words), v.minLength(2), v.maxLength(8)),
  /** sentences on the same subject that do not meet it: what people wrongly do instead */
  wrong: v.optional(v.pipe(v.array(Words), v.maxLength(8)), []),
  /** groups of words; one of each group must be said (`approv*` stands for any ending) */
  mentions: v.optional(v.pipe(v.array(v.pipe(v.array(Words), v.minLength(1))), v.maxLength(4)), []),
  met: Words,
  missed: Words,
})
export type Criterion = v.InferOutput<typeof Criterion>
