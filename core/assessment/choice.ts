import * as v from 'valibot'
import type { Block, Field } from '#core/content'
import type { CriterionFeedback } from '../engine-api.ts'
import { distinct, optionId, unknownOption, Words } from './task.ts'

/** What is right, and what people believe instead; `why` is told after the answer. */
export const Choice = v.pipe(
  v.object({
    right: v.object({ text: Words, why: Words }),
    others: v.pipe(v.array(v.object({ text: Words, why: Words })), v.minLength(2), v.maxLength(5)),
  }),
  v.check(({ right, others }) => distinct([right, ...others].map((o) => o.text)), 'must not name an option twice'),
)
export type Choice = v.InferOutput<typeof Choice>

export function choiceField(name: string, label: string): Field {
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

/** Its options with what each is told, for a reviewer. */
export const reviewedChoice = ({ right, others }: Choice): Block[] => [
  { block: 'do-dont', do: [told(right)], dont: others.map(told) },
]

export const told = (option: { text: string; why: string }): string => `${option.text} (told: ${option.why})`

export const choiceTexts = ({ right, others }: Choice): string[] => [right, ...others].map((option) => option.text)

/** @throws {AppError} `bad-input` for an option it does not have */
export function choiceFeedback(criterion: string, text: string, choice: Choice, answer: string): CriterionFeedback {
  const chosen = [choice.right, ...choice.others].find((option) => optionId(option.text) === answer) ?? unknownOption()
  const verdict = chosen === choice.right ? 'met' : 'missed'
  return { criterion, text, verdict, feedback: chosen.why, quote: chosen.text }
}
