import { createRandom, newId, type Random } from '#core/base'
import { type LearningEvent, parseEvent } from '#core/events'

/** 2026-11-21, noon */
export const NOON = Date.UTC(2026, 10, 21, 12)

export interface EventSource {
  /** a new id, one second later than the last */
  id(): string
  /** a new event of a kind that exists */
  event(more?: Partial<LearningEvent>): LearningEvent
}

/** Builds events with ids that are unique, ordered and the same for a seed. */
export function eventSource(seed = 1, startMs = NOON): EventSource {
  const random: Random = createRandom(seed)
  let now = startMs
  let n = 0
  const id = () => {
    now += 1000
    return newId({ nowMs: () => now, randomBytes: random.bytes })
  }
  return {
    id,
    event: (more = {}) => {
      n++
      const own = { id: id(), gen: 0, kind: 'search-made', v: 1, at: now, n, release: 0, data: { hits: n % 7 } }
      return parseEvent({ ...own, ...more })
    },
  }
}
