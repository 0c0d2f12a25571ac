import * as v from 'valibot'
import { defineItemType } from '../item-type.ts'
import { Criterion, criterionForm } from '../rubric/criterion.ts'
import { distinct, taskEntries, taskForm } from '../task.ts'
import { scenario } from './scenario.ts'

const MAX_CHARS = 400
/** enough for a sentence */
const MIN_WORDS = 3

const Task = v.object({
  ...taskEntries,
  criteria: v.pipe(
    v.array(Criterion),
    v.minLength(1),
    v.maxLength(2),
    v.check((criteria) => distinct(criteria.map(({ id }) => id)), 'must not use a criterion id twice'),
    v.check((criteria) => criteria.some(({ required }) => required), 'must have at least one required criterion'),
  ),
})

/** A sentence or two in one's own words. It is read, scored and handed to a person just as a scenario is. */
export const shortAnswer = defineItemType({
  type: 'short-answer',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'criteria',
      type: 'list',
      label: 'What an answer is read for',
      item: { type: 'group', fields: criterionForm },
      itemLabel: 'Criterion',
      min: 1,
      max: 2,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('text'), text: v.pipe(v.string(), v.maxLength(MAX_CHARS)) }),
  present: (task, seed) => {
    const { blocks } = scenario.present(asScenario(task), seed)
    return { blocks, control: { answer: 'text', label: task.ask, minWords: MIN_WORDS, maxChars: MAX_CHARS } }
  },
  review: (task) => scenario.review(asScenario(task)),
  score: (task, response, world) => scenario.score(asScenario(task), response, world),
  examples: [
    {
      task: {
        difficulty: 'easier',
        situation: ['A customer wants 80 back for a lamp.'],
        ask: 'Who approves it?',
        criteria: [
          {
            id: 'names-lead',
            text: 'Names the team lead',
            models: ['The team lead approves it', 'My team lead has to approve the refund'],
            mentions: [['team lead', 'supervisor']],
            met: 'Above 50 a team lead approves.',
            missed: 'Above 50 a team lead has to approve.',
          },
        ],
      },
      response: { answer: 'text', text: 'The team lead of my shift approves it.' },
      correct: true,
    },
  ],
})

const asScenario = (task: v.InferOutput<typeof Task>) => ({ ...task, minWords: MIN_WORDS })
