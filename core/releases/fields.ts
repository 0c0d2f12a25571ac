import * as v from 'valibot'
import { Sha256 } from '#core/content'

/** A moment in UTC, ISO 8601, e.g. `2026-05-04T09:00:00.000Z`. */
export const Instant = v.pipe(v.string(), v.isoTimestamp('must be a moment like 2026-01-31T09:00:00.000Z'))
export const instant = (ms: number): string => new Date(ms).toISOString()
export const instantMs = (text: string): number => Date.parse(text)

export const VersionNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
export const ByteLength = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Names bytes before they are fetched: length is compared before the hash, so that endless data ends early. */
export const BytesRef = v.object({ sha256: Sha256, length: ByteLength })
export type BytesRef = v.InferOutput<typeof BytesRef>
