import * as v from 'valibot'
import { EventId } from './learning-event.ts'

/** Parts that several kinds share. Limits are tight: an event carries codes, not content. */
export const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._/-]*$/, 'must be an id'), v.maxLength(200))
export const Code = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a code'), v.maxLength(60))
export const Ref = v.strictObject({ kind: Code, id: Id })
export const Version = v.pipe(v.number(), v.integer(), v.minValue(1))
/** logits */
export const Ability = v.pipe(v.number(), v.minValue(-10), v.maxValue(10))
export const StandardError = v.pipe(v.number(), v.minValue(0), v.maxValue(100))
export const Score = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
export const Attempt = EventId
/** typed by the person, to us, on purpose */
export const Note = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000))
