import type { SearchAnswer } from '../engine-api.ts'
import { messages } from './messages.ts'

/** An answer in one sentence, for those who hear the screen. */
export function saidAnswer({ state, hits }: SearchAnswer): string {
  const words = messages.search
  if (hits.length === 0) return words.none
  return state === 'found' ? words.results(hits.length) : `${words.nothingFits}. ${words.closest}: ${hits.length}`
}
