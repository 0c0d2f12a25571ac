import * as v from 'valibot'
import { Choice, choiceFeedback, choiceField, choiceTexts, reviewedChoice } from '../choice.ts'
import { defineItemType } from '../item-type.ts'
import { optionId, reviewedTask, shuffledOptions, taskBlocks, taskEntries, taskForm, Words } from '../task.ts'

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
      options: shuffledOptions(choiceTexts(task.choice), seed),
      reasonLabel: task.reasonAsk,
      reasons: shuffledOptions(choiceTexts(task.reason), seed + 1),
    },
  }),
  review: (task) => [
    ...reviewedTask(task),
    ...reviewedChoice(task.choice),
    { block: 'heading', text: task.reasonAsk, level: 3 },
    ...reviewedChoice(task.reason),
  ],
  score: async (task, response) => {
    const criteria = [
      choiceFeedback('choice', task.ask, task.choice, response.choice),
      choiceFeedback('reason', task.reasonAsk, task.reason, response.reason),
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
