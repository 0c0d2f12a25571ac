import * as v from 'valibot'
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

const Task = v.object({
  ...taskEntries,
  /** in the right order; `why` says why a step comes where it does */
  steps: v.pipe(
    v.array(v.object({ text: Words, why: Words })),
    v.minLength(3),
    v.maxLength(9),
    v.check((steps) => distinct(steps.map((step) => step.text)), 'must not name a step twice'),
  ),
})

/**
 * Puts the steps of a procedure in order. They are shown shuffled, whatever the right order is; the control asks for a move, or
 * for a word that the order shown is right, so that an untouched list is no answer. Score: share of step pairs in the right order;
 * correct: all of them.
 */
export const order = defineItemType({
  type: 'order',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'steps',
      type: 'list',
      label: 'The steps, in the right order',
      item: {
        type: 'group',
        fields: [
          { name: 'text', type: 'text', label: 'Step', max: 1_000 },
          { name: 'why', type: 'text', label: 'Why it comes here', max: 1_000 },
        ],
      },
      itemLabel: 'Step',
      min: 3,
      max: 9,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('order'), order: v.pipe(v.array(v.string()), v.maxLength(9)) }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: { answer: 'order', label: task.ask, options: shuffledOptions(textsOf(task), seed) },
  }),
  review: (task) => [
    ...reviewedTask(task),
    { block: 'heading', text: 'The right order', level: 3 },
    { block: 'steps', items: task.steps.map((step) => `${step.text} (because ${step.why})`) },
  ],
  score: async (task, response) => {
    const rightPlace = new Map(task.steps.map((step, place) => [optionId(step.text), place]))
    const places = response.order.map((id) => rightPlace.get(id) ?? unknownOption())
    if (places.length !== task.steps.length || new Set(places).size !== places.length) unknownOption()
    const pairs = (places.length * (places.length - 1)) / 2
    const score = (pairs - inversions(places)) / pairs
    return { state: 'scored', score, correct: score === 1, criteria: [feedback(task, places)] }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['A customer asks for their money back.'],
        ask: 'Put the steps in order.',
        steps: [
          { text: 'Find the order', why: 'everything else depends on it' },
          { text: 'Check who may approve the amount', why: 'the limit decides who acts' },
          { text: 'Send the refund', why: 'money moves last' },
        ],
      },
      response: {
        answer: 'order',
        order: ['Find the order', 'Check who may approve the amount', 'Send the refund'].map(optionId),
      },
      correct: true,
    },
  ],
})

const textsOf = (task: v.InferOutput<typeof Task>) => task.steps.map((step) => step.text)

function inversions(places: readonly number[]): number {
  let count = 0
  for (let i = 0; i < places.length; i++)
    for (let j = i + 1; j < places.length; j++) if (places[i]! > places[j]!) count++
  return count
}

function feedback(task: v.InferOutput<typeof Task>, places: readonly number[]): CriterionFeedback {
  const about = { criterion: 'order', text: 'Every step in its place' }
  const wrongAt = places.findIndex((place, i) => i > 0 && place < places[i - 1]!)
  if (wrongAt < 0) return { ...about, verdict: 'met', feedback: 'All steps are in the right order.', quote: null }
  const first = task.steps[places[wrongAt - 1]!]!
  const then = task.steps[places[wrongAt]!]!
  return {
    ...about,
    verdict: 'missed',
    feedback: `"${then.text}" comes before "${first.text}": ${then.why}`,
    quote: `${first.text}, then ${then.text}`,
  }
}
