import * as v from 'valibot'
import type { AnswerControl, ItemResponse } from '../engine-api.ts'

const Choices = v.array(v.string())

/** An answer as it is written: any part of it may still be empty. */
export const DraftResponse = v.variant('answer', [
  v.object({ answer: v.literal('text'), text: v.string() }),
  v.object({ answer: v.literal('order'), order: Choices }),
  v.object({ answer: v.literal('choose-and-justify'), choice: v.string(), reason: v.string() }),
  v.object({ answer: v.literal('choose'), choices: Choices }),
  v.object({ answer: v.literal('number'), value: v.string() }),
  v.object({ answer: v.literal('match'), pairs: v.array(v.object({ left: v.string(), right: v.string() })) }),
  v.object({ answer: v.literal('fill'), fields: v.array(v.object({ field: v.string(), value: v.string() })) }),
  v.object({ answer: v.literal('locate'), x: v.number(), y: v.number() }),
  v.object({ answer: v.literal('dialogue'), choices: Choices }),
]) satisfies v.GenericSchema<unknown, ItemResponse>

export function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Digits with signs and separators, without letters. */
export const isNumber = (text: string): boolean => /^[^\p{L}]*\d[^\p{L}]*$/u.test(text)

/** Nowhere on the picture yet. */
const NOWHERE = -1

/** What an untouched control holds: nothing written, chosen, moved or pointed at. */
export function emptyResponse(control: AnswerControl): ItemResponse {
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: '' }
    case 'order':
      return { answer: 'order', order: [] }
    case 'choose-and-justify':
      return { answer: 'choose-and-justify', choice: '', reason: '' }
    case 'choose':
    case 'dialogue':
      return { answer: control.answer, choices: [] }
    case 'number':
      return { answer: 'number', value: '' }
    case 'match':
      return { answer: 'match', pairs: [] }
    case 'fill':
      return { answer: 'fill', fields: [] }
    case 'locate':
      return { answer: 'locate', x: NOWHERE, y: NOWHERE }
  }
}

/** Whether a response can be handed in: complete, short enough, and made of this control's own options. */
export function isAnswered(control: AnswerControl, response: ItemResponse): boolean {
  switch (control.answer) {
    case 'text':
      if (response.answer !== 'text') return false
      return wordCount(response.text) >= Math.max(1, control.minWords) && response.text.length <= control.maxChars
    case 'order':
      return response.answer === 'order' && isOrderOf(control.options, response.order)
    case 'choose-and-justify':
      if (response.answer !== 'choose-and-justify') return false
      return has(control.options, response.choice) && has(control.reasons, response.reason)
    case 'choose':
      if (response.answer !== 'choose') return false
      return response.choices.length > 0 && fits(control, response)
    case 'number':
      return response.answer === 'number' && isNumber(response.value) && response.value.length <= MAX_NUMBER
    case 'match':
      return response.answer === 'match' && response.pairs.length === control.lefts.length && fits(control, response)
    case 'fill':
      if (response.answer !== 'fill' || !fits(control, response)) return false
      return isFilled(control, response.fields)
    case 'locate':
      return response.answer === 'locate' && [response.x, response.y].every((side) => side >= 0 && side <= 1000)
    case 'dialogue':
      return response.answer === 'dialogue' && walked(control, response.choices)?.next === null
  }
}

/** A draft kept on this device, if it still fits the control; the item may have changed since. */
export function fittingDraft(control: AnswerControl, draft: ItemResponse | null): ItemResponse {
  return draft && fits(control, draft) ? draft : emptyResponse(control)
}

/** Longest number as typed, in characters. */
export const MAX_NUMBER = 40

/** Longest text of one field, in characters. */
export const MAX_FIELD = 160

/** What was said in a dialogue so far, and the turn that comes; null for replies it does not have. */
export function walked(
  { start, turns }: Extract<AnswerControl, { answer: 'dialogue' }>,
  choices: readonly string[],
): { said: { says: string; reply: string }[]; next: (typeof turns)[number] | null; last: string | null } | null {
  const turnOf = (id: string | null) => turns.find((turn) => turn.id === id) ?? null
  const said: { says: string; reply: string }[] = []
  let turn = turnOf(start)
  for (const choice of choices) {
    const reply = turn?.replies.find(({ id }) => id === choice)
    if (!turn || !reply) return null
    said.push({ says: turn.says, reply: reply.text })
    turn = turnOf(reply.next)
  }
  const isOver = turn === null || turn.replies.length === 0
  return { said, next: isOver ? null : turn, last: isOver ? (turn?.says ?? null) : null }
}

/** Whether an answer, whole or not, is made of what the control has. */
function fits(control: AnswerControl, response: ItemResponse): boolean {
  if (control.answer === 'order' && response.answer === 'order')
    return response.order.length === 0 || isOrderOf(control.options, response.order)
  if (control.answer === 'choose' && response.answer === 'choose') {
    const isOnce = new Set(response.choices).size === response.choices.length
    return isOnce && (control.many || response.choices.length < 2) && hasAll(control.options, response.choices)
  }
  if (control.answer === 'match' && response.answer === 'match') {
    const lefts = response.pairs.map(({ left }) => left)
    const isOnce = new Set(lefts).size === lefts.length
    return isOnce && hasAll(control.lefts, lefts) && response.pairs.every(({ right }) => has(control.rights, right))
  }
  if (control.answer === 'fill' && response.answer === 'fill')
    return response.fields.every(({ field, value }) => value.length <= MAX_FIELD && has(control.fields, field))
  if (control.answer === 'dialogue' && response.answer === 'dialogue') return walked(control, response.choices) !== null
  return control.answer === response.answer
}

/** Every empty field is filled; of a record that is given, at least one line is marked and every marked one put right. */
function isFilled(
  control: Extract<AnswerControl, { answer: 'fill' }>,
  filled: readonly { field: string; value: string }[],
): boolean {
  const values = new Map(filled.map(({ field, value }) => [field, value.trim()]))
  const open = control.fields.filter((field) => field.given === undefined)
  if (control.fields.some(({ id, type }) => type === 'number' && values.has(id) && !isNumber(values.get(id) ?? '')))
    return false
  return (
    values.size > 0 && [...values.values()].every((value) => value !== '') && open.every(({ id }) => values.has(id))
  )
}

const has = (options: readonly { id: string }[], id: string) => options.some((option) => option.id === id)
const hasAll = (options: readonly { id: string }[], ids: readonly string[]) => ids.every((id) => has(options, id))

const isOrderOf = (options: { id: string }[], order: string[]) =>
  order.length === options.length && options.every((option) => order.includes(option.id))
