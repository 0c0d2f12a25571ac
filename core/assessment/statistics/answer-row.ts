import type { Confidence, ItemResponse } from '../../engine-api.ts'

/** One scored answer as statistics see it: nothing in it says who the person is. */
export interface AnswerRow {
  item: string
  /** any string that is the same for one person throughout */
  person: string
  correct: boolean
  confidence: Confidence
  /** an aid was open */
  aided: boolean
  /** ms */
  tookMs: number
  /** ms since 1970 */
  at: number
  /** `responseKey`; null for own words */
  response: string | null
}

/** What was chosen, the same string for the same choice; null for own words, which no two people share. */
export function responseKey(response: ItemResponse): string | null {
  switch (response.answer) {
    case 'text':
      return null
    case 'order':
      return response.order.join(' > ')
    case 'choose-and-justify':
      return `${response.choice} because ${response.reason}`
    case 'choose':
      return [...response.choices].sort().join(' + ')
    case 'number':
      return response.value.trim()
    case 'match':
      return response.pairs
        .map(({ left, right }) => `${left} = ${right}`)
        .sort()
        .join(' + ')
    case 'fill':
      return response.fields
        .map(({ field, value }) => `${field} = ${value.trim()}`)
        .sort()
        .join(' + ')
    case 'locate':
      // a tenth of the picture: nobody points at the same dot twice
      return `${Math.round(response.x / 100)}, ${Math.round(response.y / 100)}`
    case 'dialogue':
      return response.choices.join(' > ')
  }
}
