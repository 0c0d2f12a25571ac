import * as v from 'valibot'
import { Choice, choiceFeedback, choiceField, choiceTexts, reviewedChoice } from '../choice.ts'
import { defineItemType } from '../item-type.ts'
import { optionId, reviewedTask, shuffledOptions, taskBlocks, taskEntries, taskForm, unknownOption } from '../task.ts'

/** One of several. It asks to recognise, so it carries at most a fifth of a proficiency assessment. Score: 1 or 0. */
export const singleChoice = defineItemType({
  type: 'single-choice',
  produces: false,
  form: [...taskForm, choiceField('choice', 'What there is to choose from')],
  taskSchema: v.object({ ...taskEntries, choice: Choice }),
  responseSchema: v.object({ answer: v.literal('choose'), choices: v.array(v.string()) }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: {
      answer: 'choose',
      label: task.ask,
      options: shuffledOptions(choiceTexts(task.choice), seed),
      many: false,
    },
  }),
  review: (task) => [...reviewedTask(task), ...reviewedChoice(task.choice)],
  score: async (task, { choices: [answer, ...more] }) => {
    if (answer === undefined || more.length > 0) return unknownOption()
    const criterion = choiceFeedback('choice', task.ask, task.choice, answer)
    const correct = criterion.verdict === 'met'
    return { state: 'scored', score: correct ? 1 : 0, correct, criteria: [criterion] }
  },
  examples: [
    {
      task: {
        difficulty: 'easier',
        situation: ['A customer wants 80 back for a lamp.'],
        ask: 'Who approves it?',
        choice: {
          right: { text: 'The team lead', why: 'Above 50 and up to 300 it is the team lead.' },
          others: [
            { text: 'You', why: 'Up to 50 only.' },
            { text: 'Nobody', why: 'Above 50 somebody has to.' },
          ],
        },
      },
      response: { answer: 'choose', choices: [optionId('The team lead')] },
      correct: true,
    },
  ],
})
