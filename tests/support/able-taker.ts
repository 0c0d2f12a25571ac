import type { ItemBody } from '#core/assessment'
import type { ItemResponse } from '../../core/engine-api.ts'
import type { AnswerOption, Asked } from './naive-takers.ts'

interface Choice {
  right: { text: string }
}
interface Key {
  criteria: { models: string[] }[]
  steps: { text: string }[]
  choice: Choice
  reason: Choice
  options: { text: string; right?: boolean }[]
  right: number
  pairs: { left: string; right: string }[]
  fields: { label: string; right: string[] }[]
  record: { label: string; error?: { right: string[] } }[]
  areas: { name: string; right?: boolean }[]
  turns: { says: string; replies: { text: string; is: string }[] }[]
}

/** What somebody answers who can do the work: each type by its key. */
export function ableResponse({ body, control }: Asked): ItemResponse {
  const key = keyOf(body)
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: key.criteria.map(({ models }) => models[0]).join(' ') }
    case 'order':
      return { answer: 'order', order: key.steps.map(({ text }) => idOf(control.options, text)) }
    case 'choose-and-justify':
      return {
        answer: 'choose-and-justify',
        choice: idOf(control.options, key.choice.right.text),
        reason: idOf(control.reasons, key.reason.right.text),
      }
    case 'choose': {
      const right = control.many ? key.options.filter((option) => option.right) : [key.choice.right]
      return { answer: 'choose', choices: right.map(({ text }) => idOf(control.options, text)) }
    }
    case 'number':
      return { answer: 'number', value: String(key.right) }
    case 'match': {
      const { lefts, rights } = control
      const pairs = key.pairs.map(({ left, right }) => ({ left: idOf(lefts, left), right: idOf(rights, right) }))
      return { answer: 'match', pairs }
    }
    case 'fill': {
      const values = new Map(
        [...(key.fields ?? []), ...(key.record ?? []).map(({ label, error }) => ({ label, right: error?.right ?? [] }))]
          .filter(({ right }) => right.length > 0)
          .map(({ label, right: [first = ''] }) => [label, first]),
      )
      const fields = control.fields.flatMap(({ id, label, options }) => {
        const value = values.get(label)
        return value === undefined ? [] : [{ field: id, value: options ? idOf(options, value) : value }]
      })
      return { answer: 'fill', fields }
    }
    case 'locate': {
      const name = key.areas.find(({ right }) => right)?.name
      const { x, y } = control.places.find(({ text }) => text === name) ?? { x: 0, y: 0 }
      return { answer: 'locate', x, y }
    }
    case 'dialogue': {
      const choices: string[] = []
      let turn = control.turns.find(({ id }) => id === control.start)
      while (turn && turn.replies.length > 0) {
        const { says } = turn
        const right = key.turns.find((each) => each.says === says)?.replies.find(({ is }) => is === 'right')
        const reply = turn.replies.find(({ text }) => text === right?.text)
        choices.push(reply?.id ?? '')
        turn = control.turns.find(({ id }) => id === reply?.next)
      }
      return { answer: 'dialogue', choices }
    }
  }
}

const keyOf = ({ task }: ItemBody): Key => task as unknown as Key

function idOf(options: readonly AnswerOption[], text: string): string {
  const found = options.find((option) => option.text === text)
  if (!found) throw new Error(`"${text}" is not offered`)
  return found.id
}
