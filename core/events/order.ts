import { idTimeMs } from '#core/base'
import type { LearningEvent } from './learning-event.ts'

type Ordered = Pick<LearningEvent, 'id' | 'n'>

/** By when the intent arose; ties by number, then id. The same list for any arrival order; doubles are taken out. */
export function inTimeOrder<T extends Ordered>(events: Iterable<T>): T[] {
  return [...byId(events)].sort((a, b) => idTimeMs(a.id) - idTimeMs(b.id) || a.n - b.n || compareIds(a.id, b.id))
}

/**
 * By number, then time, then id: what a device did after seeing something comes after it, whatever its clock did
 * meanwhile. For the events of one thread, such as one attempt.
 */
export function inCausalOrder<T extends Ordered>(events: Iterable<T>): T[] {
  return [...byId(events)].sort((a, b) => a.n - b.n || idTimeMs(a.id) - idTimeMs(b.id) || compareIds(a.id, b.id))
}

const byId = <T extends Ordered>(events: Iterable<T>): Iterable<T> =>
  new Map(Array.from(events, (event) => [event.id, event])).values()
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
