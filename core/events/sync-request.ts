import { utf8 } from '#core/base'
import type { EventStore } from './event-store.ts'
import { canonicalJson, type LearningEvent } from './learning-event.ts'
import { MAX_EVENTS, MAX_EVENTS_BYTES, MAX_IDS, type Span } from './sync-protocol.ts'

/** As many of the first events as one request or reply carries. */
export function firstThatFit(events: readonly LearningEvent[]): LearningEvent[] {
  let bytes = 0
  const fits = events.slice(0, MAX_EVENTS).findIndex((event) => {
    bytes += utf8(canonicalJson(event)).length + 1
    return bytes > MAX_EVENTS_BYTES
  })
  return events.slice(0, fits === -1 ? MAX_EVENTS : fits)
}

export interface Ask {
  ids: Record<string, string[]>
  spans: Record<string, Span>
}

/** Goes through the buckets that differ, a request's worth of ids at a time, again and again until they no longer do. */
export interface BucketWalk {
  next(differing: readonly string[]): Promise<Ask>
  /**
   * @param found something new was given or wanted in the bucket
   * @param more the server has more for the same span
   * @returns buckets that were gone through from end to end without finding anything, although they differ
   */
  answered(ask: Ask, found: ReadonlySet<string>, more: ReadonlySet<string>): string[]
}

export function createBucketWalk(store: EventStore): BucketWalk {
  const after = new Map<string, string>()
  const fruitful = new Set<string>()
  return {
    next: async (differing) => {
      const ask: Ask = { ids: {}, spans: {} }
      let room = MAX_IDS
      for (const bucket of differing) {
        const from = after.get(bucket) ?? ''
        const page = await store.ids(bucket, from, room + 1)
        const upTo = page.length > room ? (page[room - 1] ?? null) : null
        ask.ids[bucket] = page.slice(0, room)
        if (from !== '' || upTo !== null) ask.spans[bucket] = { after: from, upTo }
        room -= page.length
        if (room <= 0) break
      }
      return ask
    },
    answered: (ask, found, more) => {
      const barren: string[] = []
      for (const bucket of Object.keys(ask.ids)) {
        if (found.has(bucket)) fruitful.add(bucket)
        if (found.has(bucket) && more.has(bucket)) continue
        const upTo = ask.spans[bucket]?.upTo ?? null
        if (upTo !== null) after.set(bucket, upTo)
        else {
          after.delete(bucket)
          if (!fruitful.delete(bucket)) barren.push(bucket)
        }
      }
      return barren
    },
  }
}
