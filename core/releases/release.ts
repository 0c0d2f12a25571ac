import * as v from 'valibot'
import { ObjectId, Sha256, Slug } from '#core/content'
import { ByteLength, BytesRef, Instant, VersionNumber } from './fields.ts'
import { MOST_RECALLED, Recalled } from './recalled.ts'

/** Largest release in bytes: some 20,000 objects. */
export const MAX_RELEASE_BYTES = 8 * 1024 * 1024
/** Largest derived entry in bytes: the vectors of 40,000 passages. */
export const MAX_DERIVED_BYTES = 16 * 1024 * 1024
/** What this program understands of releases. A release with a higher `minApp` is left alone until the program is updated. */
export const APP_LEVEL = 1

export const ReleaseEntry = v.object({
  kind: Slug,
  id: ObjectId,
  version: VersionNumber,
  sha256: Sha256,
  length: ByteLength,
})
export type ReleaseEntry = v.InferOutput<typeof ReleaseEntry>

/** The list of everything a device may show, under one L&D key. What approves its objects travels beside it. */
export const Release = v.object({
  typ: v.literal('release'),
  tenant: Slug,
  version: VersionNumber,
  /** of the release before it, null for the first */
  prev: v.nullable(Sha256),
  expires: Instant,
  objects: v.pipe(v.array(ReleaseEntry), v.maxLength(20_000)),
  approvals: v.pipe(v.array(BytesRef), v.maxLength(40_000)),
  /** computed from the objects; cannot change what is shown */
  derived: v.pipe(v.array(v.object({ name: Slug, ...BytesRef.entries })), v.maxLength(100)),
  /** pictures that approved objects name by hash: bytes under the reviewers' signatures, listed so that they are fetched */
  media: v.optional(v.pipe(v.array(BytesRef), v.maxLength(2_000))),
  minApp: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** what was withdrawn and is not in `objects`; absent where nothing was */
  recalled: v.optional(v.pipe(v.array(Recalled), v.maxLength(MOST_RECALLED))),
})
export type Release = v.InferOutput<typeof Release>

/** Names an object across versions; `kind` is a slug, so the space cannot be part of it. */
export const objectKey = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`
