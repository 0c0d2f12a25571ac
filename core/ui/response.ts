import type { ItemResponse, PresentedItem } from '../engine-api.ts'

type Control = PresentedItem['control']

export function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** What an untouched control holds: nothing written, nothing chosen, the order as shown. */
export function emptyResponse(control: Control): ItemResponse {
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: '' }
    case 'order':
      return { answer: 'order', order: control.options.map((option) => option.id) }
    case 'choose-and-justify':
      return { answer: 'choose-and-justify', choice: '', reason: '' }
  }
}

/** Whether a response can be handed in: long enough, complete, and made of this control's own options. */
export function isAnswered(control: Control, response: ItemResponse): boolean {
  if (control.answer === 'text' && response.answer === 'text') {
    return wordCount(response.text) >= Math.max(1, control.minWords) && response.text.length <= control.maxChars
  }
  if (control.answer === 'order' && response.answer === 'order') return isOrderOf(control.options, response.order)
  if (control.answer === 'choose-and-justify' && response.answer === 'choose-and-justify') {
    return has(control.options, response.choice) && has(control.reasons, response.reason)
  }
  return false
}

/** A draft kept on this device, if it still fits the control; the item may have changed since. */
export function fittingDraft(control: Control, draft: ItemResponse | null): ItemResponse {
  if (draft?.answer !== control.answer) return emptyResponse(control)
  if (control.answer === 'order' && draft.answer === 'order' && !isOrderOf(control.options, draft.order)) {
    return emptyResponse(control)
  }
  return draft
}

const has = (options: { id: string }[], id: string) => options.some((option) => option.id === id)

const isOrderOf = (options: { id: string }[], order: string[]) =>
  order.length === options.length && options.every((option) => order.includes(option.id))
