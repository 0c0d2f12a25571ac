import * as v from 'valibot'
import { EventId } from './learning-event.ts'
import { Sum } from './sums.ts'

/** Raised when an older side could not understand a newer one; a server answers every version it ever shipped with. */
export const PROTOCOL = 1

/** Events in one request or reply, and their bytes as JSON together. */
export const MAX_EVENTS = 200
export const MAX_EVENTS_BYTES = 160 * 1024
/** Ids in one request. 2,000 are 78 KB: with the events they fit a request's 256 KiB. */
export const MAX_IDS = 2000

export const Bucket = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/, 'must be a month like 2026-11'))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Floor = v.union([v.literal(''), Bucket])
const Versions = v.object({ trust: count, time: count, release: count })
export type Versions = v.InferOutput<typeof Versions>

/** Part of a bucket by id: greater than `after`, up to and with `upTo` (null: to its end). */
const Span = v.object({ after: v.union([v.literal(''), EventId]), upTo: v.nullable(EventId) })
export type Span = v.InferOutput<typeof Span>

/** Events stay `unknown` here: each is checked by itself, so that a bad one never blocks another. */
export const SyncRequest = v.object({
  proto: v.literal(PROTOCOL),
  now: v.number(),
  gen: count,
  events: v.pipe(v.array(v.unknown()), v.maxLength(MAX_EVENTS)),
  /** all ids this device has in the bucket's span */
  ids: v.optional(
    v.pipe(
      v.record(Bucket, v.array(EventId)),
      v.check((ids) => Object.values(ids).flat().length <= MAX_IDS, `must not hold more than ${MAX_IDS} ids`),
    ),
  ),
  /** where a list covers only a part of its bucket */
  spans: v.optional(v.record(Bucket, Span)),
  seen: v.optional(Versions),
})
export type SyncRequest = v.InferOutput<typeof SyncRequest>

export const SyncReply = v.object({
  now: v.number(),
  gen: count,
  floor: Floor,
  sums: v.record(Bucket, Sum),
  /** what the server has in the asked spans and the device does not */
  give: v.pipe(v.array(v.unknown()), v.maxLength(MAX_EVENTS)),
  /** what the device listed and the server does not have */
  want: v.pipe(v.array(EventId), v.maxLength(MAX_EVENTS)),
  /** buckets in whose span there is more to give or want: ask for the same again */
  more: v.optional(v.array(Bucket), []),
  refused: v.array(v.object({ id: v.string(), why: v.string() })),
  latest: Versions,
})
export type SyncReply = v.InferOutput<typeof SyncReply>
