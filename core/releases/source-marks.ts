import * as v from 'valibot'
import { parseJson, textOf } from '#core/base'
import { Day, ObjectId, Sha256, Slug, SourceChange } from '#core/content'

/** Largest list of marks in bytes: some 15,000. */
export const MAX_MARKS_BYTES = 4 * 1024 * 1024

export const SourceMark = v.object({
  /** hash of the object as released: its next version is marked anew, or not */
  object: Sha256,
  document: ObjectId,
  passage: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  change: SourceChange,
  /** the day it was noticed */
  since: Day,
})
export type SourceMark = v.InferOutput<typeof SourceMark>

/**
 * Which released objects rest on passages that read otherwise now: named in the time statement by hash, so the server says it
 * alone and at once. It can add marks and nothing else: no text is carried, nothing is hidden or shown by it, and what a device
 * sees changed by itself stays marked whatever is said here.
 */
export const SourceMarks = v.object({
  typ: v.literal('source-marks'),
  tenant: Slug,
  marks: v.pipe(v.array(SourceMark), v.maxLength(20_000)),
})
export type SourceMarks = v.InferOutput<typeof SourceMarks>

/** @throws {AppError} `bad-input` */
export const readSourceMarks = (bytes: Uint8Array): SourceMarks =>
  parseJson(SourceMarks, textOf(bytes, 'source marks'), 'source marks')
