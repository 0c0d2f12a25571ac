import * as v from 'valibot'
import type { CriterionFeedback, FillField } from '../../engine-api.ts'
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
import { readDays, readNumbers, saysSame } from '../typed-values.ts'

const Value = v.pipe(Words, v.maxLength(160))

const FormEntry = v.pipe(
  v.object({
    label: v.pipe(Words, v.maxLength(120)),
    type: v.picklist(['text', 'number', 'choice', 'day']),
    /** any of these is right */
    right: v.pipe(v.array(Value), v.minLength(1), v.maxLength(6)),
    /** of a choice: offered too, and wrong */
    others: v.optional(v.pipe(v.array(Value), v.maxLength(8)), []),
    /** of a number: how far off still counts */
    within: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
    unit: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30))),
    why: Words,
  }),
  v.check(
    ({ type, right }) => type !== 'number' || right.every((text) => readNumbers(text).length === 1),
    'must give a right number plainly, such as 1234.50',
  ),
  v.check(
    ({ type, right }) => type !== 'day' || right.every((text) => readDays(text).includes(text)),
    'must give a right day as YYYY-MM-DD',
  ),
  v.check(
    ({ type, right, others }) => type !== 'choice' || (others.length > 0 && distinct([...right, ...others])),
    'must offer something else to choose, and nothing twice',
  ),
)
type FormEntry = v.InferOutput<typeof FormEntry>

const Task = v.object({
  ...taskEntries,
  fields: v.pipe(
    v.array(FormEntry),
    v.minLength(1),
    v.maxLength(10),
    v.check((fields) => distinct(fields.map(({ label }) => label)), 'must not name a field twice'),
  ),
})

/**
 * Fills a form as the case asks for. Case, spaces, thousands separators, currency signs and the way a day is written make no
 * difference. Score: share of fields that are right; correct: all of them.
 */
export const fillForm = defineItemType({
  type: 'fill-form',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'fields',
      type: 'list',
      label: 'The form',
      item: {
        type: 'group',
        fields: [
          { name: 'label', type: 'text', label: 'Field', max: 120 },
          {
            name: 'type',
            type: 'choice',
            label: 'What goes in',
            options: [
              { value: 'text', label: 'Words' },
              { value: 'number', label: 'A number' },
              { value: 'choice', label: 'One of a list' },
              { value: 'day', label: 'A day' },
            ],
            initial: 'text',
          },
          {
            ...textList('right', 'Right', 'Right answer', 1, 6),
            hint: 'Each that counts. A number plainly, a day as YYYY-MM-DD.',
          },
          { ...textList('others', 'Also offered, and wrong', 'Other choice', 0, 8), hint: 'Of a list only.' },
          {
            name: 'within',
            type: 'number',
            label: 'How far off a number may be',
            optional: true,
            min: 0,
            max: 1e12,
            step: 0.01,
          },
          { name: 'unit', type: 'text', label: 'Unit of a number', optional: true, max: 30 },
          { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
        ],
      },
      itemLabel: 'Field',
      min: 1,
      max: 10,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({
    answer: v.literal('fill'),
    fields: v.pipe(v.array(v.object({ field: v.string(), value: Value })), v.maxLength(12)),
  }),
  present: (task, seed) => ({
    blocks: taskBlocks(task),
    control: { answer: 'fill', label: task.ask, fields: task.fields.map((field, at) => shownField(field, seed + at)) },
  }),
  review: (task) => [
    ...reviewedTask(task),
    {
      block: 'table',
      head: ['Field', 'Right', 'Also offered', 'Told'],
      rows: task.fields.map((field) => [field.label, rightOf(field), field.others.join('; '), field.why]),
    },
  ],
  score: async (task, response) => {
    const filled = new Map(response.fields.map(({ field, value }) => [field, value]))
    if (filled.size !== task.fields.length || response.fields.length !== filled.size) unknownOption()
    const criteria = task.fields.map((field, at): CriterionFeedback => {
      const value = filled.get(optionId(field.label)) ?? unknownOption()
      const isMet = isRight(field, value)
      return {
        criterion: `field-${at + 1}`,
        text: field.label,
        verdict: isMet ? 'met' : 'missed',
        feedback: isMet ? field.why : `Right is ${rightOf(field)}. ${field.why}`,
        quote: field.type === 'choice' ? choiceText(field, value) : value,
      }
    })
    const met = criteria.filter(({ verdict }) => verdict === 'met').length
    return { state: 'scored', score: met / criteria.length, correct: met === criteria.length, criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['Order 4711 of 3 May 2026: a lamp for 1,080 arrived broken. The customer wants the money back.'],
        ask: 'Fill in the refund form.',
        fields: [
          { label: 'Order', type: 'text', right: ['4711'], why: 'The number of the order.' },
          { label: 'Amount', type: 'number', right: ['1080'], unit: '£', why: 'What was paid for the lamp.' },
          { label: 'Reason', type: 'choice', right: ['Damaged'], others: ['Not wanted'], why: 'It arrived broken.' },
          { label: 'Ordered on', type: 'day', right: ['2026-05-03'], why: 'The day of the order.' },
        ],
      },
      response: {
        answer: 'fill',
        fields: [
          { field: optionId('Order'), value: ' 4711 ' },
          { field: optionId('Amount'), value: '£1.080,00' },
          { field: optionId('Reason'), value: optionId('Damaged') },
          { field: optionId('Ordered on'), value: '2026-05-03' },
        ],
      },
      correct: true,
    },
  ],
})

/** Fields keep the form's own order: it is the tool's, and says nothing of what is right. */
function shownField({ label, type, right, others, unit }: FormEntry, seed: number): FillField {
  return {
    id: optionId(label),
    label,
    type,
    ...(type === 'choice' ? { options: shuffledOptions([...right, ...others], seed) } : {}),
    ...(unit === undefined ? {} : { unit }),
  }
}

function isRight(field: FormEntry, value: string): boolean {
  switch (field.type) {
    case 'text':
      return field.right.some((right) => saysSame(value, right))
    case 'day':
      return field.right.some((right) => readDays(value).includes(right))
    case 'choice':
      return field.right.includes(choiceText(field, value))
    case 'number':
      return field.right.some((text) =>
        readNumbers(value).some((read) => Math.abs(read - (readNumbers(text)[0] ?? Number.NaN)) <= field.within + 1e-9),
      )
  }
}

const choiceText = ({ right, others }: FormEntry, id: string): string =>
  [...right, ...others].find((text) => optionId(text) === id) ?? unknownOption()

const rightOf = ({ right, unit, within }: FormEntry): string =>
  `${right.join(' or ')}${unit ? ` ${unit}` : ''}${within > 0 ? ` (${within} more or less counts)` : ''}`
