import * as v from 'valibot'
import { AppError, parse, parseJson, sha256Hex, textOf, utf8 } from '#core/base'

/** Names an object, a person, a competency...: part of every signed list, so small and without surprises. */
export const Slug = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens'),
  v.maxLength(100),
)
/** Documents are named after their path, so slashes may join slugs. */
export const ObjectId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/, 'must be slugs, joined by "/" where needed'),
  v.maxLength(200),
)
export const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'))
export const Day = v.pipe(v.string(), v.isoDate('must be a date like 2026-01-31'))

export const Envelope = v.strictObject({
  kind: Slug,
  id: ObjectId,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  authors: v.pipe(v.array(Slug), v.minLength(1, 'must name at least one author'), v.maxLength(20)),
  body: v.record(v.string(), v.unknown()),
})
export type Envelope = v.InferOutput<typeof Envelope>

/** An envelope's largest size in bytes; above it a device refuses to read on. */
export const MAX_OBJECT_BYTES = 2 * 1024 * 1024

/** The bytes an object is hashed, signed, stored and carried as. They are made once and never made again. */
export function objectBytes(envelope: Envelope): Uint8Array<ArrayBuffer> {
  const { kind, id, version, authors, body } = parse(Envelope, envelope, 'object')
  return utf8(`${JSON.stringify({ kind, id, version, authors, body })}\n`)
}

/** @throws {AppError} `bad-input` when the bytes are no envelope */
export function readEnvelope(bytes: Uint8Array, what = 'object'): Envelope {
  if (bytes.length > MAX_OBJECT_BYTES)
    throw new AppError('bad-input', `${what}: larger than ${MAX_OBJECT_BYTES} bytes; split it`)
  return parseJson(Envelope, textOf(bytes, what), what)
}

export const objectHash = (bytes: Uint8Array): string => sha256Hex(bytes)
