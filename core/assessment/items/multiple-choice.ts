import * as v from 'valibot'
import type { CriterionFeedback } from '../../engine-api.ts'
import { told } from '../choice.ts'
import { defineItemType } from '../item-type.ts'
import {
  distinct,
  optionId,
  reviewedTask,
  shuffledOptions,
  taskBlocks,
  taskEntries,
  taskForm,
  unknownOption,
  Words,
} from '../task.ts'

const Task = v.object({
  ...taskEntries,
  options: v.pipe(
    v.array(v.object({ text: Words, right: v.optional(v.boolean(), false), why: Words })),
    v.minLength(3),
    v.maxLength(8),
    v.check((options) => distinct(options.map(({ text }) => text)), 'must not name an option twice'),
    v.check((options) => options.some(({ right }) => right), 'must have at least one right option'),
    v.check((options) => options.some(({ right }) => !right), 'must have at least one option that is not right'),
  ),
})

/**
 * All that apply. Score: the share of the right options that were ticked, less the share of the wrong ones that were, and
 * never below 0, so that ticking everything earns nothing; correct: exactly the right ones.
 */
export const multipleChoice = defineItemType({
  type: 'multiple-choice',
  produces: false,
  form: [
    ...taskForm,
    {
      name: 'options',
      type: 'list',
      label: 'The options, right and wrong',
      item: {
        type: 'group',
        fields: [
          { name: 'text', type: 'long-text', label: 'Option', max: 1_000 },
          { name: 'right', type: 'flag', label: 'It applies' },
          { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
        ],
      },
      itemLabel: 'Option',
      min: 3,
      max: 8,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('choose'), choices: v.pipe(v.array(v.string()), v.maxLength(8)) }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: {
      answer: 'choose',
      label: task.ask,
      options: shuffledOptions(
        task.options.map(({ text }) => text),
        seed,
      ),
      many: true,
    },
  }),
  review: (task) => [
    ...reviewedTask(task),
    {
      block: 'do-dont',
      do: task.options.filter(({ right }) => right).map(told),
      dont: task.options.filter(({ right }) => !right).map(told),
    },
  ],
  score: async (task, response) => {
    const known = new Set(task.options.map(({ text }) => optionId(text)))
    if (response.choices.length === 0 || response.choices.some((id) => !known.has(id))) unknownOption()
    const ticked = new Set(response.choices)
    const criteria = task.options.map(({ text, right, why }, at): CriterionFeedback => {
      const isTicked = ticked.has(optionId(text))
      return {
        criterion: `option-${at + 1}`,
        text,
        verdict: isTicked === right ? 'met' : 'missed',
        feedback: right ? `Applies. ${why}` : `Does not apply. ${why}`,
        quote: isTicked ? text : null,
      }
    })
    const share = (right: boolean) => {
      const those = task.options.filter((option) => option.right === right)
      return those.filter(({ text }) => ticked.has(optionId(text))).length / those.length
    }
    const correct = criteria.every(({ verdict }) => verdict === 'met')
    return { state: 'scored', score: Math.max(0, share(true) - share(false)), correct, criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['A customer asks for their money back for a broken lamp.'],
        ask: 'What do you need before you send it?',
        options: [
          { text: 'The order', right: true, why: 'Without it nobody knows what was paid.' },
          { text: 'A photo of the damage', right: true, why: 'It is kept with the refund.' },
          { text: 'The customer’s date of birth', right: false, why: 'A refund has no need of it.' },
        ],
      },
      response: { answer: 'choose', choices: ['A photo of the damage', 'The order'].map(optionId) },
      correct: true,
    },
    {
      task: {
        difficulty: 'typical',
        situation: ['A customer asks for their money back for a broken lamp.'],
        ask: 'What do you need before you send it?',
        options: [
          { text: 'The order', right: true, why: 'Without it nobody knows what was paid.' },
          { text: 'A photo of the damage', right: true, why: 'It is kept with the refund.' },
          { text: 'The customer’s date of birth', right: false, why: 'A refund has no need of it.' },
        ],
      },
      response: { answer: 'choose', choices: ['The order'].map(optionId) },
      correct: false,
    },
  ],
})
