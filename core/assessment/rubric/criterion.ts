import * as v from 'valibot'
import { type Field, Slug } from '#core/content'
import { textList, Words } from '../task.ts'

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

export const criterionForm: readonly Field[] = [
  {
    name: 'id',
    type: 'text',
    label: 'Short id',
    hint: 'Small letters, digits and hyphens, such as asks-lead.',
    max: 100,
  },
  { name: 'text', type: 'text', label: 'What is looked for', max: 1_000 },
  { name: 'required', type: 'flag', label: 'An answer without it is not correct', initial: true },
  textList('models', 'Sentences that meet it, as different people would say it', 'Sentence', 2, 8),
  textList('wrong', 'Sentences on the same subject that do not meet it', 'Sentence', 0, 8),
  {
    name: 'mentions',
    type: 'list',
    label: 'Words that must be said',
    hint: 'One of each group, divided by commas. approv* stands for any ending.',
    item: { type: 'words' },
    itemLabel: 'Group of words',
    min: 0,
    max: 4,
  },
  { name: 'met', type: 'long-text', label: 'Told when it is met', max: 1_000 },
  { name: 'missed', type: 'long-text', label: 'Told when it is missed', max: 1_000 },
]
