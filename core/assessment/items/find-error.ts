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
import { saysSame } from '../typed-values.ts'

const Value = v.pipe(Words, v.maxLength(160))

const Row = v.pipe(
  v.object({
    label: v.pipe(Words, v.maxLength(120)),
    /** as the record has it */
    value: v.pipe(Words, v.maxLength(400)),
    /** of a line that is wrong: what puts it right, and what is told */
    error: v.optional(v.object({ right: v.pipe(v.array(Value), v.minLength(1), v.maxLength(6)), why: Words })),
  }),
  v.check(
    ({ value, error }) => !error?.right.some((right) => saysSame(right, value)),
    'must not call right what the record has already',
  ),
)

const Task = v.pipe(
  v.object({
    ...taskEntries,
    record: v.pipe(
      v.array(Row),
      v.minLength(3),
      v.maxLength(10),
      v.check((rows) => distinct(rows.map(({ label }) => label)), 'must not name a line twice'),
      v.check((rows) => rows.some(({ error }) => error), 'must have at least one line that is wrong'),
      v.check((rows) => rows.some(({ error }) => !error), 'must have at least one line that is right'),
    ),
    /** where an error has no right value but a reason: the same reasons are offered at every line */
    reasons: v.optional(v.pipe(v.array(Value), v.maxLength(6)), []),
  }),
  v.check(
    ({ reasons }) => reasons.length !== 1 && distinct(reasons),
    'must offer at least two reasons, and none twice',
  ),
  v.check(
    ({ record, reasons }) =>
      reasons.length === 0 ||
      record.every(({ error }) => !error || error.right.every((each) => reasons.includes(each))),
    'must name what is right among the reasons offered',
  ),
)
type Task = v.InferOutput<typeof Task>

/**
 * Finds what is wrong in a record and puts it right, or says why it is wrong. Score: 1 for an error put right, half for one only
 * found, less 1 for each line marked that was right, over the number of errors and never below 0; correct: every error put
 * right and nothing else marked.
 */
export const findError = defineItemType({
  type: 'find-error',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'record',
      type: 'list',
      label: 'The record, line by line',
      item: {
        type: 'group',
        fields: [
          { name: 'label', type: 'text', label: 'Line', max: 120 },
          { name: 'value', type: 'long-text', label: 'What it says', max: 400 },
          {
            name: 'error',
            type: 'group',
            label: 'Only where it is wrong',
            optional: true,
            fields: [
              textList('right', 'What puts it right', 'Right answer', 0, 6),
              { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
            ],
          },
        ],
      },
      itemLabel: 'Line',
      min: 3,
      max: 10,
    },
    {
      ...textList('reasons', 'Reasons to choose from', 'Reason', 0, 6),
      hint: 'Where a line has no right value but a reason why it is wrong. Left empty, the right value is typed.',
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({
    answer: v.literal('fill'),
    fields: v.pipe(v.array(v.object({ field: v.string(), value: Value })), v.minLength(1), v.maxLength(10)),
  }),
  present: (task, seed) => {
    const options = task.reasons.length > 0 ? shuffledOptions(task.reasons, seed) : null
    const fields = task.record.map(({ label, value }) => ({
      id: optionId(label),
      label,
      given: value,
      ...(options ? { type: 'choice' as const, options } : { type: 'text' as const }),
    }))
    return { blocks: taskBlocks(task), control: { answer: 'fill', label: task.ask, fields } }
  },
  review: (task) => [
    ...reviewedTask(task),
    {
      block: 'table',
      head: ['Line', 'Says', 'Right', 'Told'],
      rows: task.record.map(({ label, value, error }) => [
        label,
        value,
        error?.right.join(' or ') ?? 'as it is',
        error?.why ?? '',
      ]),
    },
    ...(task.reasons.length > 0 ? [{ block: 'list' as const, items: task.reasons }] : []),
  ],
  score: async (task, response) => {
    const marked = new Map(response.fields.map(({ field, value }) => [field, said(task, value)]))
    const labels = new Map(task.record.map(({ label }) => [optionId(label), label]))
    if (marked.size !== response.fields.length || [...marked.keys()].some((id) => !labels.has(id))) unknownOption()
    const errors = task.record.flatMap(({ label, error }) => (error ? [{ label, ...error }] : []))
    let points = 0
    const criteria = errors.map(({ label, right, why }, at): CriterionFeedback => {
      const value = marked.get(optionId(label)) ?? null
      const isRight = value !== null && right.some((each) => saysSame(value, each))
      points += isRight ? 1 : value === null ? 0 : 0.5
      return {
        criterion: `error-${at + 1}`,
        text: `${label} is wrong`,
        verdict: isRight ? 'met' : 'missed',
        feedback: isRight
          ? why
          : `${value === null ? 'Not found' : 'Found, but not put right'}: it should be ${right.join(' or ')}. ${why}`,
        quote: value,
      }
    })
    const wrong = new Set(errors.map(({ label }) => optionId(label)))
    const needless = [...marked.keys()].filter((id) => !wrong.has(id)).map((id) => labels.get(id))
    if (needless.length > 0)
      criteria.push({
        criterion: 'nothing-else',
        text: 'Nothing else is wrong',
        verdict: 'missed',
        feedback: `This was right as it stood: ${needless.join(', ')}.`,
        quote: null,
      })
    const score = Math.max(0, (points - needless.length) / errors.length)
    return { state: 'scored', score, correct: criteria.every(({ verdict }) => verdict === 'met'), criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['A lamp for 80 was refunded today to the card it was paid with.'],
        ask: 'What is wrong in the record?',
        record: [
          { label: 'Amount', value: '£80.00' },
          {
            label: 'Approved by',
            value: 'Agent',
            error: { right: ['Team lead'], why: 'Above 50 it is the team lead.' },
          },
          { label: 'Paid to', value: 'Card ending 4411' },
        ],
      },
      response: { answer: 'fill', fields: [{ field: optionId('Approved by'), value: 'team lead' }] },
      correct: true,
    },
    {
      task: {
        difficulty: 'harder',
        situation: ['A note about a call is handed to the second line.'],
        ask: 'Which line must not be there, and why?',
        record: [
          { label: 'What happened', value: 'The parcel came empty.' },
          { label: 'What was tried', value: 'The depot was asked.' },
          {
            label: 'About the customer',
            value: 'Impossible person.',
            error: { right: ['It judges a person'], why: 'A note says what happened.' },
          },
        ],
        reasons: ['It judges a person', 'It holds a password'],
      },
      response: {
        answer: 'fill',
        fields: [{ field: optionId('About the customer'), value: optionId('It holds a password') }],
      },
      correct: false,
    },
  ],
})

/** What was said of a line: the reason chosen, or what was typed. */
const said = ({ reasons }: Task, value: string): string =>
  reasons.length === 0 ? value : (reasons.find((reason) => optionId(reason) === value) ?? unknownOption())
