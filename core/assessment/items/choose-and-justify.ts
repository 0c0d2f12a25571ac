import * as v from 'valibot'
import type { Block, Field } from '#core/content'
import type { CriterionFeedback } from '../../engine-api.ts'
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

/** What is right, and what people believe instead; `why` is told after the answer. */
const Choice = v.pipe(
  v.object({
    right: v.object({ text: Words, why: Words }),
    others: v.pipe(v.array(v.object({ text: Words, why: Words })), v.minLength(2), v.maxLength(5)),
  }),
  v.check(({ right, others }) => distinct([right, ...others].map((o) => o.text)), 'must not name an option twice'),
)
type Choice = v.InferOutput<typeof Choice>

/** Choose what to do and the reason for it: the right act for the wrong reason is not correct. Score: half for each. */
export const chooseAndJustify = defineItemType({
  type: 'choose-and-justify',
  produces: false,
  form: [
    ...taskForm,
    choiceField('choice', 'What to do'),
    { name: 'reasonAsk', type: 'text', label: 'How the reason is asked for', max: 1_000, initial: 'Why?' },
    choiceField('reason', 'The reason for it'),
  ],
  taskSchema: v.object({ ...taskEntries, choice: Choice, reasonAsk: Words, reason: Choice }),
  responseSchema: v.object({ answer: v.literal('choose-and-justify'), choice: v.string(), reason: v.string() }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: {
      answer: 'choose-and-justify',
      label: task.ask,
      options: shuffledOptions(textsOf(task.choice), seed),
      reasonLabel: task.reasonAsk,
      reasons: shuffledOptions(textsOf(task.reason), seed + 1),
    },
  }),
  review: (task) => [
    ...reviewedTask(task),
    ...optionBlocks(task.choice),
    { block: 'heading', text: task.reasonAsk, level: 3 },
    ...optionBlocks(task.reason),
  ],
  score: async (task, response) => {
    const criteria = [
      feedback('choice', task.ask, task.choice, response.choice),
      feedback('reason', task.reasonAsk, task.reason, response.reason),
    ]
    const met = criteria.filter((criterion) => criterion.verdict === 'met').length
    return { state: 'scored', score: met / 2, correct: met === 2, criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'easier',
        situation: ['A caller wants to change the address of an account.'],
        ask: 'What do you do first?',
        choice: {
          right: { text: 'Check who is calling', why: 'Nothing changes before the check.' },
          others: [
            { text: 'Change the address', why: 'Anybody could be calling.' },
            { text: 'End the call', why: 'The caller may well be the customer.' },
          ],
        },
        reasonAsk: 'Why?',
        reason: {
          right: { text: 'A changed address lets a stranger take over the account', why: 'That is the risk.' },
          others: [
            { text: 'Addresses are rarely wrong', why: 'That has no bearing on it.' },
            { text: 'The call may be recorded', why: 'True, but not the reason.' },
          ],
        },
      },
      response: {
        answer: 'choose-and-justify',
        choice: optionId('Check who is calling'),
        reason: optionId('A changed address lets a stranger take over the account'),
      },
      correct: true,
    },
  ],
})

function choiceField(name: string, label: string): Field {
  const option: readonly Field[] = [
    { name: 'text', type: 'long-text', label: 'Option', max: 1_000 },
    { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
  ]
  const others: Field = {
    name: 'others',
    type: 'list',
    label: 'What people believe instead',
    item: { type: 'group', fields: option },
    itemLabel: 'Other option',
    min: 2,
    max: 5,
  }
  return {
    name,
    type: 'group',
    label,
    fields: [{ name: 'right', type: 'group', label: 'The right one', fields: option }, others],
  }
}

const optionBlocks = ({ right, others }: Choice): Block[] => {
  const told = (option: { text: string; why: string }) => `${option.text} (told: ${option.why})`
  return [{ block: 'do-dont', do: [told(right)], dont: others.map(told) }]
}

const textsOf = ({ right, others }: Choice) => [right, ...others].map((option) => option.text)

function feedback(criterion: string, text: string, choice: Choice, answer: string): CriterionFeedback {
  const chosen = [choice.right, ...choice.others].find((option) => optionId(option.text) === answer) ?? unknownOption()
  const verdict = chosen === choice.right ? 'met' : 'missed'
  return { criterion, text, verdict, feedback: chosen.why, quote: chosen.text }
}
