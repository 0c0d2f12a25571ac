import type { AnswerControl, ItemResponse } from '../engine-api.ts'

/**
 * What a person answered, a line each, as they saw it.
 *
 * @param control of the very version that was answered; without it only what was typed can be said
 */
export function saidResponse(control: AnswerControl | null, response: ItemResponse): string[] {
  switch (response.answer) {
    case 'text':
      return [response.text]
    case 'number':
      return [control?.answer === 'number' && control.unit ? `${response.value} ${control.unit}` : response.value]
    case 'order':
      return control?.answer === 'order'
        ? response.order.map((id, i) => `${i + 1}. ${textOf(control.options, id)}`)
        : []
    case 'choose':
      return control?.answer === 'choose' ? response.choices.map((id) => textOf(control.options, id)) : []
    case 'choose-and-justify':
      return control?.answer === 'choose-and-justify'
        ? [
            textOf(control.options, response.choice),
            `${control.reasonLabel}: ${textOf(control.reasons, response.reason)}`,
          ]
        : []
    case 'match':
      return control?.answer === 'match'
        ? response.pairs.map(({ left, right }) => `${textOf(control.lefts, left)}: ${textOf(control.rights, right)}`)
        : []
    case 'fill':
      return response.fields.map(({ field, value }) => filled(control, field, value))
    case 'locate':
      return control?.answer === 'locate' ? ['A point on the picture'] : []
    case 'dialogue':
      return control?.answer === 'dialogue'
        ? response.choices.map((id) =>
            textOf(
              control.turns.flatMap(({ replies }) => replies),
              id,
            ),
          )
        : []
  }
}

function filled(control: AnswerControl | null, id: string, value: string): string {
  const field = control?.answer === 'fill' ? control.fields.find((one) => one.id === id) : undefined
  if (!field) return value
  return `${field.label}: ${field.options ? textOf(field.options, value) : value}`
}

const textOf = (options: readonly { id: string; text: string }[], id: string): string =>
  options.find((option) => option.id === id)?.text ?? id
