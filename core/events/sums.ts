import * as v from 'valibot'
import { sha256Bytes } from '#core/base'
import { bucketOf, canonicalJson, type LearningEvent } from './learning-event.ts'

const natural = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const MODULUS = 2 ** 48

/** Count, xor of 32 bits and sum of 48 bits of the fingerprints of a bucket: against accidents, not against forgers. */
export const Sum = v.tuple([natural(Number.MAX_SAFE_INTEGER), natural(2 ** 32 - 1), natural(MODULUS - 1)])
export type Sum = v.InferOutput<typeof Sum>
export type Sums = Record<string, Sum>

export interface Fingerprint {
  /** first 4 bytes of SHA-256(canonical JSON), big endian; the id is part of it */
  xor32: number
  /** the next 6 bytes */
  sum48: number
}

export const fingerprint = (event: LearningEvent): Fingerprint => fingerprintOf(canonicalJson(event))

/** @param body an event's canonical JSON, where it is at hand already */
export function fingerprintOf(body: string): Fingerprint {
  const hash = sha256Bytes(body)
  const view = new DataView(hash.buffer, hash.byteOffset)
  return { xor32: view.getUint32(0), sum48: view.getUint16(4) * 2 ** 32 + view.getUint32(6) }
}

export const emptySum: Sum = [0, 0, 0]

export function addToSum([count, xor, sum]: Sum, { xor32, sum48 }: Fingerprint): Sum {
  return [count + 1, (xor ^ xor32) >>> 0, (sum + sum48) % MODULUS]
}

export function takeFromSum([count, xor, sum]: Sum, { xor32, sum48 }: Fingerprint): Sum {
  return [count - 1, (xor ^ xor32) >>> 0, (sum - sum48 + MODULUS) % MODULUS]
}

/** Per bucket; every event counts, so give each once. */
export function sumsOf(events: Iterable<LearningEvent>): Sums {
  const sums: Sums = {}
  for (const event of events) {
    const bucket = bucketOf(event.id)
    sums[bucket] = addToSum(sums[bucket] ?? emptySum, fingerprint(event))
  }
  return sums
}

/** @returns buckets whose sums differ, oldest first; an absent bucket is an empty one */
export function differingBuckets(a: Sums, b: Sums): string[] {
  const buckets = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...buckets]
    .filter((bucket) => (a[bucket] ?? emptySum).some((part, i) => part !== (b[bucket] ?? emptySum)[i]))
    .sort()
}
