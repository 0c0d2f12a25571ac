import type { Blueprint } from '../assessment-content.ts'
import type { FinishReason, ItemReason } from './next-move.ts'

/** Why this item comes now, for the person who answers it. */
export function itemWhy(title: string, reason: ItemReason): string {
  switch (reason) {
    case 're-test':
      return `You read the aid for "${title}"; here is another case of it.`
    case 'same-case':
      return `This goes on with the case you are working on, and asks for "${title}".`
    case 'not-asked-yet':
      return `"${title}" has not been asked yet.`
    case 'asked-another-way':
      return `Your last answer on "${title}" waits for a person; this task asks it another way.`
    case 'most-informative':
      return `One more on "${title}": of all that is left, it is among those that tell most about what you can do.`
    case 'tells-the-side':
      return `One more on "${title}": of all that is left, it is among those that tell most about whether you can do it already.`
  }
}

export function remedialWhy(title: string, sure: boolean): string {
  const sureNote = sure ? ' You were sure, so it comes first.' : ''
  return `You missed "${title}"; this aid covers just that, and the rest stays credited.${sureNote}`
}

/** Why the attempt ended here. */
export function stoppedWhy({ stop }: Blueprint, reason: FinishReason): string {
  switch (reason) {
    case 'certain':
      return `It ended here because your answers already say it with a certainty of ${Math.round(stop.certainty * 100)} %.`
    case 'precise':
      return 'It ended here because another task would hardly have told more.'
    case 'length':
      return `It ended here because it asks ${stop.maxItems} tasks at most.`
    case 'missed-twice':
      return 'It ended here because more tasks would not have changed the result.'
    case 'nothing-left':
      return 'It ended here because no further task was left.'
    case 'all-shown':
      return 'It ended here because you showed everything this check asks for.'
  }
}
