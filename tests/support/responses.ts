import type { Random } from '#core/base'
import type { AnswerControl, ItemResponse } from '../../core/engine-api.ts'

const BESIDE = 'The weather is nice today and I like to have lunch in the garden with my best friends.'

/** A whole answer by somebody who does not read the task: options by chance, words beside the point. */
export function blindResponse(control: AnswerControl, random: Random): ItemResponse {
  const one = <T>(list: readonly T[]): T => list[random.int(list.length)] as T
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: `${BESIDE} `.repeat(Math.ceil(control.minWords / 18)).slice(0, control.maxChars) }
    case 'order':
      return { answer: 'order', order: random.shuffle(control.options).map(({ id }) => id) }
    case 'choose-and-justify':
      return { answer: 'choose-and-justify', choice: one(control.options).id, reason: one(control.reasons).id }
    case 'choose': {
      const ticked = control.many ? control.options.filter(() => random.next() < 0.5) : []
      return { answer: 'choose', choices: (ticked.length > 0 ? ticked : [one(control.options)]).map(({ id }) => id) }
    }
    case 'number':
      return { answer: 'number', value: one(['7', '1,234', '12.5', '£ 80', '-3', '0,5']) }
    case 'match':
      return { answer: 'match', pairs: control.lefts.map(({ id }) => ({ left: id, right: one(control.rights).id })) }
    case 'fill': {
      const marked = control.fields.filter((field) => field.given === undefined || random.next() < 0.4)
      const fields = (marked.length > 0 ? marked : control.fields.slice(0, 1)).map(({ id, type, options }) => ({
        field: id,
        value: options ? one(options).id : { text: 'Something', number: '12.50', day: '2026-05-03', choice: '' }[type],
      }))
      return { answer: 'fill', fields }
    }
    case 'locate':
      return { answer: 'locate', x: random.int(1001), y: random.int(1001) }
    case 'dialogue': {
      const choices: string[] = []
      for (let at: string | null = control.start; at !== null; ) {
        const replies: (typeof control.turns)[number]['replies'] =
          control.turns.find(({ id }) => id === at)?.replies ?? []
        if (replies.length === 0) break
        const reply = one(replies)
        choices.push(reply.id)
        at = reply.next
      }
      return { answer: 'dialogue', choices }
    }
  }
}
