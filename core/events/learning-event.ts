import * as v from 'valibot'
import { AppError, depthOf, idTimeMs, isId, parse, utf8 } from '#core/base'

/** An event as stored and carried, in bytes of its canonical JSON. Above it nobody takes it. */
export const MAX_EVENT_BYTES = 8 * 1024
/** Deeper data is refused before anything walks it. */
const MAX_DEPTH = 12

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))

export const EventId = v.pipe(
  v.string(),
  v.check((text) => isId(text) && text === text.toLowerCase(), 'must be a UUIDv7 in lower case'),
)

/**
 * One thing that happened, never changed afterwards. Of `data` only size and depth are checked here: kinds this version
 * does not know are kept and passed on (`readEvent` gives the known ones their type).
 */
export const LearningEvent = v.pipe(
  v.strictObject({
    /** made where the intent arose, before the first try; its time decides the bucket */
    id: EventId,
    /** the learner's generation: raised by erasure, after which older events are not taken any more */
    gen: count,
    kind: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/, 'must be kebab-case'), v.maxLength(60)),
    /** version of the kind's data */
    v: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    /** device clock, ms since 1970: evidence, never identity */
    at: v.pipe(v.number(), v.integer(), v.minValue(-8.64e15), v.maxValue(8.64e15)),
    /** one more than the highest this device had seen: a later event of the same thread has the higher number */
    n: count,
    /** release in force, 0 for none: what was shown can be replayed */
    release: count,
    data: v.record(v.string(), v.unknown()),
  }),
  v.check((event) => depthOf(event.data, MAX_DEPTH) <= MAX_DEPTH, 'must not nest deeper than 12'),
  v.check((event) => utf8(canonicalJson(event)).length <= MAX_EVENT_BYTES, 'must not be larger than 8 KiB'),
)
export type LearningEvent = v.InferOutput<typeof LearningEvent>

/** @throws {AppError} `bad-input` */
export const parseEvent = (value: unknown, what = 'event'): LearningEvent => parse(LearningEvent, value, what)

/**
 * JSON with sorted keys and no spaces (RFC 8785): the same event has the same bytes wherever it was stored.
 *
 * @throws {AppError} `bad-input` for what JSON does not have (undefined, NaN, functions)
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`
  }
  const isJson = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
  if (!isJson) throw new AppError('bad-input', 'event: holds something that is not JSON')
  return JSON.stringify(value)
}

/** The month of an id's time in UTC, like `2026-11`. Ids are made from max(clock, signed time), so a clock at 1970 does not end here. */
export function bucketOf(id: string): string {
  const date = new Date(Math.min(idTimeMs(id), LAST_MS))
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`
}
/** 9999-12-31: later ids share the last bucket, so that buckets sort as text */
const LAST_MS = 253402300799999
