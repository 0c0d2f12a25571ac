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
  textList,
  unknownOption,
  Words,
} from '../task.ts'

const Task = v.pipe(
  v.object({
    ...taskEntries,
    pairs: v.pipe(
      v.array(v.object({ left: Words, right: Words, why: Words })),
      v.minLength(2),
      v.maxLength(8),
      v.check((pairs) => distinct(pairs.map(({ left }) => left)), 'must not name a case twice'),
    ),
    /** fit none of them */
    extra: v.optional(v.pipe(v.array(Words), v.maxLength(4)), []),
  }),
  v.check(
    ({ pairs, extra }) => rightsOf({ pairs, extra }).length >= 2,
    'must offer at least two things to choose from',
  ),
  v.check(
    ({ pairs, extra }) => distinct(extra) && extra.every((text) => pairs.every(({ right }) => right !== text)),
    'must not offer something twice, nor call something that fits a thing that fits none',
  ),
)

/** Each case gets what belongs to it; one thing may belong to several, some to none. Score: share of cases; correct: all. */
export const match = defineItemType({
  type: 'match',
  produces: false,
  form: [
    ...taskForm,
    {
      name: 'pairs',
      type: 'list',
      label: 'What belongs to what',
      item: {
        type: 'group',
        fields: [
          { name: 'left', type: 'long-text', label: 'Case', max: 1_000 },
          {
            name: 'right',
            type: 'text',
            label: 'What belongs to it',
            hint: 'The same may stand at several.',
            max: 1_000,
          },
          { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
        ],
      },
      itemLabel: 'Pair',
      min: 2,
      max: 8,
    },
    textList('extra', 'Offered too, and belongs to none', 'Line', 0, 4),
  ],
  taskSchema: Task,
  responseSchema: v.object({
    answer: v.literal('match'),
    pairs: v.pipe(v.array(v.object({ left: v.string(), right: v.string() })), v.maxLength(8)),
  }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: {
      answer: 'match',
      label: task.ask,
      lefts: shuffledOptions(
        task.pairs.map(({ left }) => left),
        seed,
      ),
      rights: shuffledOptions(rightsOf(task), seed + 1),
    },
  }),
  review: (task) => [
    ...reviewedTask(task),
    { block: 'table', head: ['Case', 'Belongs to it', 'Told'], rows: task.pairs.map((p) => [p.left, p.right, p.why]) },
    ...(task.extra.length > 0 ? [{ block: 'text' as const, text: `Belongs to none: ${task.extra.join('; ')}` }] : []),
  ],
  score: async (task, response) => {
    const answered = new Map(response.pairs.map(({ left, right }) => [left, right]))
    const texts = new Map(rightsOf(task).map((text) => [optionId(text), text]))
    if (answered.size !== task.pairs.length || response.pairs.length !== answered.size) unknownOption()
    const criteria = task.pairs.map(({ left, right, why }, at): CriterionFeedback => {
      const chosen = texts.get(answered.get(optionId(left)) ?? '') ?? unknownOption()
      const verdict = chosen === right ? 'met' : 'missed'
      return { criterion: `pair-${at + 1}`, text: `${left}: ${right}`, verdict, feedback: why, quote: chosen }
    })
    const met = criteria.filter(({ verdict }) => verdict === 'met').length
    return { state: 'scored', score: met / criteria.length, correct: met === criteria.length, criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['Three refunds wait on your desk.'],
        ask: 'Who approves which?',
        pairs: [
          { left: '30 for a cup', right: 'You', why: 'Up to 50 you may.' },
          { left: '80 for a lamp', right: 'The team lead', why: 'Above 50 and up to 300.' },
          { left: '120 for a chair', right: 'The team lead', why: 'Above 50 and up to 300.' },
        ],
        extra: ['Nobody'],
      },
      response: {
        answer: 'match',
        pairs: [
          { left: optionId('30 for a cup'), right: optionId('You') },
          { left: optionId('80 for a lamp'), right: optionId('The team lead') },
          { left: optionId('120 for a chair'), right: optionId('The team lead') },
        ],
      },
      correct: true,
    },
  ],
})

function rightsOf({ pairs, extra }: { pairs: readonly { right: string }[]; extra: readonly string[] }): string[] {
  return [...new Set([...pairs.map(({ right }) => right), ...extra])]
}
