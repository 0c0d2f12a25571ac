import * as v from 'valibot'
import { Sha256, Slug } from '#core/content'
import { BytesRef, Instant, VersionNumber } from './fields.ts'

/** Largest time statement in bytes. */
export const MAX_TIME_BYTES = 8 * 1024

/** What is current, said by the server's online key: short-lived, so that silence shows. */
export const Time = v.object({
  typ: v.literal('time'),
  tenant: Slug,
  /** rises with each signing; seconds since 1970 where possible, so that a server restored from a backup is still ahead */
  version: VersionNumber,
  release: v.nullable(v.object({ version: VersionNumber, ...BytesRef.entries })),
  trust: VersionNumber,
  /** objects whose sources read otherwise now (source-marks.ts); absent before the first */
  marks: v.optional(BytesRef),
  /** length and head of the audit chain at signing: a later cut or edit of the log cannot hide behind it */
  audit: v.object({ n: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), head: Sha256 }),
  signedAt: Instant,
  expires: Instant,
})
export type Time = v.InferOutput<typeof Time>
