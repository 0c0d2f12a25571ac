import * as v from 'valibot'
import { Sha256, Slug } from '#core/content'
import { BytesRef, VersionNumber } from './fields.ts'
import { InstalledObject } from './installed-object.ts'
import { objectKey, type Release } from './release.ts'

/**
 * A release that is not in force any more, kept as far as an attempt that began under it needs it: an attempt goes on with
 * the bytes it began with. Source documents are no part of an attempt.
 */
export const KeptRelease = v.object({
  version: VersionNumber,
  sha256: Sha256,
  objects: v.array(InstalledObject),
  approvals: v.array(BytesRef),
  derived: v.array(v.object({ name: Slug, ...BytesRef.entries })),
  media: v.array(BytesRef),
})
export type KeptRelease = v.InferOutput<typeof KeptRelease>

/** Derived entries an attempt reads; vectors of passages, the largest of them, are not among these. */
const ATTEMPT_DERIVED: readonly string[] = ['item-parameters', 'answer-evidence']

export const isKept = ({ kind }: { kind: string }): boolean => kind !== 'document'

export const keptOf = (
  { version, approvals, derived, media = [] }: Release,
  sha256: string,
  objects: readonly InstalledObject[],
): KeptRelease => ({
  version,
  sha256,
  objects: objects.filter(isKept),
  approvals,
  derived: derived.filter(({ name }) => ATTEMPT_DERIVED.includes(name)),
  media,
})

/**
 * Which releases are kept once `inForce` is installed: those that attempts run on and no others. What was withdrawn goes
 * from them too: a recall is the one thing that changes a running attempt.
 */
export function keepRunning(
  kept: readonly KeptRelease[],
  inForce: Release | null,
  running: ReadonlySet<number>,
): KeptRelease[] {
  const recalled = new Set(inForce?.recalled?.map(objectKey))
  return kept
    .filter(({ version }) => running.has(version) && version !== inForce?.version)
    .map((release) =>
      release.objects.some((object) => recalled.has(objectKey(object)))
        ? { ...release, objects: release.objects.filter((object) => !recalled.has(objectKey(object))) }
        : release,
    )
}

/** Hashes of the blobs these rest on. */
export const keptBlobs = (kept: readonly KeptRelease[]): string[] =>
  kept.flatMap(({ sha256, objects, approvals, derived, media }) => [
    sha256,
    ...[...objects, ...approvals, ...derived, ...media].map((ref) => ref.sha256),
  ])
