import * as v from 'valibot'
import { type Field, Slug } from '#core/content'
import { textList, Words } from '../task.ts'

const Groups = v.pipe(v.array(Words), v.minLength(1), v.maxLength(12))

/** What an answer must not hold: words, or something of a kind that is found by its form. */
const Forbidden = v.pipe(
  v.object({
    what: v.picklist(['words', 'email-address', 'phone-number', 'card-number', 'password']),
    /** with `words`: any of these (`stupid*` stands for any ending) */
    words: v.optional(v.pipe(v.array(Words), v.maxLength(30)), []),
    told: Words,
  }),
  v.check(({ what, words }) => what !== 'words' || words.length > 0, 'must name the words that are meant'),
)
export type Forbidden = v.InferOutput<typeof Forbidden>

/** One thing an answer in one's own words is read for. All of it is key: nothing here is shown before the answer. */
const Fields = v.object({
  id: Slug,
  /** what is looked for, told with the feedback */
  text: Words,
  /** an answer that misses it is not correct; the others only add to the score */
  required: v.optional(v.boolean(), true),
  /** sentences that meet it, as different people would say it */
  models: v.optional(v.pipe(v.array(Words), v.maxLength(8)), []),
  /** sentences on the same subject that do not meet it: what people wrongly do instead */
  wrong: v.optional(v.pipe(v.array(Words), v.maxLength(8)), []),
  /** the same, each with what its belief is told */
  misconceptions: v.optional(v.pipe(v.array(v.object({ says: Words, told: Words })), v.maxLength(6)), []),
  /**
   * facts that must be there: groups of words, one of each must be said (`approv*` stands for any ending; numbers, amounts and
   * days are the same however they are written)
   */
  mentions: v.optional(v.pipe(v.array(v.pipe(v.array(Words), v.minLength(1))), v.maxLength(4)), []),
  /** what must come before what, each side by words that say it */
  order: v.optional(v.pipe(v.array(v.object({ first: Groups, next: Groups })), v.maxLength(3)), []),
  forbidden: v.optional(v.pipe(v.array(Forbidden), v.maxLength(4)), []),
  met: Words,
  missed: Words,
})
export const Criterion = v.pipe(
  Fields,
  v.check(
    ({ models, forbidden }) => models.length >= 2 || (models.length === 0 && forbidden.length > 0),
    'must have two sentences that meet it, or only say what must not be there',
  ),
)
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
  textList('models', 'Sentences that meet it, as different people would say it', 'Sentence', 0, 8),
  textList('wrong', 'Sentences on the same subject that do not meet it', 'Sentence', 0, 8),
  {
    name: 'mentions',
    type: 'list',
    label: 'Facts that must be there',
    hint: 'One of each group, divided by commas. approv* stands for any ending; 1,200 and 1200 are the same.',
    item: { type: 'words' },
    itemLabel: 'Group of words',
    min: 0,
    max: 4,
  },
  {
    name: 'misconceptions',
    type: 'list',
    label: 'What people believe instead',
    item: {
      type: 'group',
      fields: [
        { name: 'says', type: 'long-text', label: 'As they would say it', max: 1_000 },
        { name: 'told', type: 'long-text', label: 'What they are told', max: 1_000 },
      ],
    },
    itemLabel: 'Belief',
    min: 0,
    max: 6,
  },
  {
    name: 'order',
    type: 'list',
    label: 'What must come first',
    hint: 'Words that say each of the two, divided by commas.',
    item: {
      type: 'group',
      fields: [
        { name: 'first', type: 'words', label: 'First' },
        { name: 'next', type: 'words', label: 'Then' },
      ],
    },
    itemLabel: 'Order',
    min: 0,
    max: 3,
  },
  {
    name: 'forbidden',
    type: 'list',
    label: 'What must not be in the answer',
    item: {
      type: 'group',
      fields: [
        {
          name: 'what',
          type: 'choice',
          label: 'What',
          options: [
            { value: 'words', label: 'These words' },
            { value: 'email-address', label: 'An e-mail address' },
            { value: 'phone-number', label: 'A phone number' },
            { value: 'card-number', label: 'A card number' },
            { value: 'password', label: 'A password' },
          ],
        },
        { name: 'words', type: 'words', label: 'Words', hint: 'Divided by commas; only with “These words”.' },
        { name: 'told', type: 'long-text', label: 'Told when it is there', max: 1_000 },
      ],
    },
    itemLabel: 'Forbidden',
    min: 0,
    max: 4,
  },
  { name: 'met', type: 'long-text', label: 'Told when it is met', max: 1_000 },
  { name: 'missed', type: 'long-text', label: 'Told when it is missed', max: 1_000 },
]
