import type { AnswerControl, ItemResponse } from '../../core/engine-api.ts'

/**
 * An answer in words, a line each, for a person who reads it: ids become what was on the screen.
 *
 * @param control of the task in the version that was answered; an option it does not have keeps its id
 */
export function saidResponse(control: AnswerControl, response: ItemResponse): string[] {
  const option = (options: readonly { id: string; text: string }[], id: string) =>
    options.find((each) => each.id === id)?.text ?? id
  switch (response.answer) {
    case 'text':
      return response.text.split(/\n+/).filter((line) => line.trim() !== '')
    case 'order':
      return response.order.map((id) => option(control.answer === 'order' ? control.options : [], id))
    case 'choose-and-justify':
      return control.answer === 'choose-and-justify'
        ? [option(control.options, response.choice), option(control.reasons, response.reason)]
        : [response.choice, response.reason]
    case 'choose':
      return response.choices.map((id) => option(control.answer === 'choose' ? control.options : [], id))
    case 'number':
      return [`${response.value} ${control.answer === 'number' ? (control.unit ?? '') : ''}`.trim()]
    case 'match':
      return response.pairs.map(({ left, right }) =>
        control.answer === 'match'
          ? `${option(control.lefts, left)} → ${option(control.rights, right)}`
          : `${left} → ${right}`,
      )
    case 'fill':
      return response.fields.map(({ field, value }) => {
        const known = control.answer === 'fill' ? control.fields.find((each) => each.id === field) : undefined
        return `${known?.label ?? field}: ${option(known?.options ?? [], value)}`
      })
    case 'locate':
      return [`${Math.round(response.x / 10)} % from the left, ${Math.round(response.y / 10)} % from the top`]
    case 'dialogue': {
      const replies = control.answer === 'dialogue' ? control.turns.flatMap((turn) => turn.replies) : []
      return response.choices.map((id) => option(replies, id))
    }
  }
}
