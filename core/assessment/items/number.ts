import * as v from 'valibot'
import { defineItemType } from '../item-type.ts'
import { reviewedTask, taskBlocks, taskEntries, taskForm, Words } from '../task.ts'
import { readNumbers } from '../typed-values.ts'

const Value = v.pipe(v.number(), v.finite())

const Task = v.object({
  ...taskEntries,
  right: Value,
  /** shown beside the field, so that nobody has to guess it */
  unit: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30))),
  /** how far off still counts: in the unit, or in per cent of the right value */
  tolerance: v.object({
    within: v.pipe(v.number(), v.finite(), v.minValue(0)),
    of: v.picklist(['unit', 'per-cent']),
  }),
  why: Words,
  /** values people come to by a slip, and which slip it is */
  slips: v.optional(v.pipe(v.array(v.object({ value: Value, why: Words })), v.maxLength(6)), []),
})
type Task = v.InferOutput<typeof Task>

/** A number that was worked out, with a tolerance. Score: 1 or 0. */
export const number = defineItemType({
  type: 'number',
  produces: true,
  form: [
    ...taskForm,
    { name: 'right', type: 'number', label: 'The right number', min: -1e12, max: 1e12, step: 0.01 },
    { name: 'unit', type: 'text', label: 'Its unit', hint: 'Shown beside the field.', max: 30, optional: true },
    {
      name: 'tolerance',
      type: 'group',
      label: 'How far off still counts',
      fields: [
        { name: 'within', type: 'number', label: 'Within', min: 0, max: 1e12, step: 0.01, initial: 0 },
        {
          name: 'of',
          type: 'choice',
          label: 'Counted in',
          options: [
            { value: 'unit', label: 'the unit itself' },
            { value: 'per-cent', label: 'per cent of the right number' },
          ],
          initial: 'unit',
        },
      ],
    },
    { name: 'why', type: 'long-text', label: 'How one comes to it, told after the answer', max: 1_000 },
    {
      name: 'slips',
      type: 'list',
      label: 'Numbers people come to by a slip',
      item: {
        type: 'group',
        fields: [
          { name: 'value', type: 'number', label: 'Number', min: -1e12, max: 1e12, step: 0.01 },
          { name: 'why', type: 'long-text', label: 'Which slip it is, told after the answer', max: 1_000 },
        ],
      },
      itemLabel: 'Slip',
      min: 0,
      max: 6,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('number'), value: v.pipe(v.string(), v.maxLength(40)) }),
  present: (task) => ({
    blocks: taskBlocks(task),
    control: { answer: 'number', label: task.ask, unit: task.unit ?? null },
  }),
  review: (task) => [
    ...reviewedTask(task),
    { block: 'text', text: `Right: ${said(task)}. Told: ${task.why}` },
    ...(task.slips.length > 0
      ? [{ block: 'decision' as const, rows: task.slips.map(({ value, why }) => ({ when: String(value), do: why })) }]
      : []),
  ],
  score: async (task, response) => {
    const read = readNumbers(response.value)
    const correct = read.some((value) => Math.abs(value - task.right) <= allowance(task))
    const slip = task.slips.find(({ value }) => read.some((each) => Math.abs(each - value) <= allowance(task)))
    const criterion = {
      criterion: 'number',
      text: task.ask,
      verdict: correct ? ('met' as const) : ('missed' as const),
      feedback: correct ? task.why : `${slip ? `${slip.why} ` : ''}It is ${said(task)}. ${task.why}`,
      quote: response.value,
    }
    return { state: 'scored', score: correct ? 1 : 0, correct, criteria: [criterion] }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['An order of 120 is to be refunded less 15 per cent for wear.'],
        ask: 'How much goes back?',
        right: 102,
        unit: '£',
        tolerance: { within: 0.5, of: 'unit' },
        why: '15 per cent of 120 are 18, and 120 less 18 are 102.',
        slips: [{ value: 105, why: 'That is 15 less, not 15 per cent less.' }],
      },
      response: { answer: 'number', value: '£ 102,00' },
      correct: true,
    },
  ],
})

/** In the unit; a hair is added for decimals that a computer cannot hold exactly. */
const allowance = ({ right, tolerance: { within, of } }: Task): number =>
  (of === 'unit' ? within : (Math.abs(right) * within) / 100) + 1e-9 * Math.max(1, Math.abs(right))

function said({ right, unit, tolerance: { within, of } }: Task): string {
  const value = unit ? `${right} ${unit}` : String(right)
  if (within === 0) return value
  return `${value} (${within}${of === 'unit' ? '' : ' per cent'} more or less counts)`
}
