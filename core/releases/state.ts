import * as v from 'valibot'
import { DAY_MS } from '#core/base'
import { Sha256, Slug } from '#core/content'
import { instantMs } from './fields.ts'
import { InstalledObject } from './installed-object.ts'
import { KeptRelease, keptBlobs } from './kept.ts'
import { Release } from './release.ts'
import { Time } from './time.ts'
import { Trust } from './trust.ts'

const Ms = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Count = Ms

/** All a device holds about what it trusts: one row, replaced as a whole. Blobs lie beside it, named by hash. */
export const TrustedState = v.object({
  /** rises by one with each change, so that of two updaters at work one loses and starts again */
  revision: Count,
  tenant: Slug,
  rootHash: Sha256,
  trust: Trust,
  time: v.nullable(Time),
  release: v.nullable(Release),
  releaseSha256: v.nullable(Sha256),
  objects: v.array(InstalledObject),
  /** highest version installed of each object, by `objectKey`: an older one needs a rollback approval */
  highest: v.record(v.string(), Count),
  /** no release below this number; back to 0 when the key that signed the installed one is revoked */
  releaseFloor: Count,
  /** the latest moment the organisation has vouched for: a clock set back cannot un-expire anything */
  timeFloorMs: Ms,
  installedAtMs: v.nullable(Ms),
  /** earlier releases that attempts still run on, oldest first */
  kept: v.optional(v.array(KeptRelease)),
})
export type TrustedState = v.InferOutput<typeof TrustedState>

export const initialState = (tenant: string, rootHash: string, trust: Trust): TrustedState => ({
  revision: 1,
  tenant,
  rootHash,
  trust,
  time: null,
  release: null,
  releaseSha256: null,
  objects: [],
  highest: {},
  releaseFloor: 0,
  timeFloorMs: 0,
  installedAtMs: null,
})

/** Hashes of the blobs a state rests on; all others can go. */
export function heldBlobs({ release, releaseSha256, time, kept = [] }: TrustedState): Set<string> {
  const refs = release ? [...release.objects, ...release.approvals, ...release.derived, ...(release.media ?? [])] : []
  const marks = time?.marks ? [time.marks] : []
  const own = [...(releaseSha256 ? [releaseSha256] : []), ...[...refs, ...marks].map((ref) => ref.sha256)]
  return new Set([...own, ...keptBlobs(kept)])
}

/** How long content counts as current after the server last vouched for it, ms (CONTRACTS: 7 days). */
export const LEASE_MS = 7 * DAY_MS

export interface Lease {
  lease: 'fresh' | 'stale' | 'none'
  freshUntilMs: number | null
}

/** `stale`: readable and marked; objects that must be fresh are hidden. A freeze is thus seen, never mistaken for quiet. */
export function leaseState(state: TrustedState | null, nowMs: number): Lease {
  if (!state?.release) return { lease: 'none', freshUntilMs: null }
  if (!state.time) return { lease: 'stale', freshUntilMs: null }
  const freshUntilMs = Math.min(
    instantMs(state.time.signedAt) + LEASE_MS,
    ...[state.time.expires, state.release.expires, state.trust.expires].map(instantMs),
  )
  return { lease: Math.max(nowMs, state.timeFloorMs) < freshUntilMs ? 'fresh' : 'stale', freshUntilMs }
}

/** May a learner see this object now? `mustBeFresh` is the body's own mark (safety, law). */
export function mayShow(object: InstalledObject, body: unknown, lease: Lease): boolean {
  const { success, output } = v.safeParse(v.object({ mustBeFresh: v.boolean() }), body)
  return object.withheld === null && (lease.lease === 'fresh' || !(success && output.mustBeFresh))
}
