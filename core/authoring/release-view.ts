import * as v from 'valibot'
import type { ReadLine } from './changed-lines.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Counts = v.object({ new: count, changed: count, removed: count })

const Piece = v.object({ change: v.picklist(['same', 'added', 'removed']), text: v.string() })
const Line: v.GenericSchema<ReadLine> = v.union([
  Piece,
  v.object({ change: v.literal('changed'), text: v.string(), pieces: v.array(Piece) }),
])

export const ReleaseChange = v.object({
  kind: v.string(),
  id: v.string(),
  title: v.string(),
  change: v.picklist(['new', 'changed', 'removed']),
  /** null where it is removed */
  version: v.nullable(v.number()),
  /** the version it takes the place of */
  was: v.nullable(v.number()),
  /** role profiles it is for; empty for everybody */
  roles: v.array(v.string()),
  /** what reads otherwise, for a changed one; null where there are too many to tell at once */
  lines: v.nullable(v.array(Line)),
})
export type ReleaseChange = v.InferOutput<typeof ReleaseChange>

export const ReleaseWarning = v.object({
  about: v.picklist(['blocked', 'freshness', 'sources', 'profiles', 'pairs', 'readiness', 'search', 'vectors']),
  text: v.string(),
  names: v.array(v.string()),
})
export type ReleaseWarning = v.InferOutput<typeof ReleaseWarning>

/** Whose devices a release is for; null for everybody's. */
export const ReleaseStage = v.nullable(v.object({ for: v.picklist(['only', 'but']), departments: v.array(v.string()) }))
export type ReleaseStage = v.InferOutput<typeof ReleaseStage>

/** What a release brings against the one before it, for whom, and what to think of before it is signed. */
export const ReleaseDifference = v.object({
  version: v.number(),
  against: v.nullable(v.number()),
  objects: count,
  stage: ReleaseStage,
  /** it withdraws something and brings nothing */
  recall: v.boolean(),
  changes: v.array(ReleaseChange),
  /** by role profile, as learners of it will meet them; `role` null for what everybody gets */
  roles: v.array(v.object({ role: v.nullable(v.string()), title: v.string(), ...Counts.entries })),
  departments: v.array(v.object({ department: v.string(), ...Counts.entries })),
  /** what is derived from answers and differs, a sentence each */
  notes: v.optional(v.array(v.string())),
  /** of the release that waits; empty for a published one */
  warnings: v.array(ReleaseWarning),
})
export type ReleaseDifference = v.InferOutput<typeof ReleaseDifference>

/** Every release, newest first, and the one that waits. */
export const ReleaseList = v.object({
  releases: v.array(
    v.object({
      version: v.number(),
      publishedAt: v.nullable(v.string()),
      expires: v.string(),
      objects: count,
      stage: ReleaseStage,
      recall: v.boolean(),
      /** that last said they have exactly this one */
      devices: count,
    }),
  ),
  /** all that are enrolled */
  devices: count,
  departments: v.array(v.string()),
  mayRelease: v.boolean(),
})
export type ReleaseList = v.InferOutput<typeof ReleaseList>

/** What a release holds. */
export const ReleaseObjects = v.array(
  v.object({ kind: v.string(), id: v.string(), version: v.number(), title: v.string() }),
)
export type ReleaseObjects = v.InferOutput<typeof ReleaseObjects>

const Heard = v.picklist(['today', 'this-week', 'this-month', 'longer', 'never'])
export const RecallList = v.array(
  v.object({
    record: v.string(),
    kind: v.string(),
    id: v.string(),
    title: v.string(),
    version: v.number(),
    reason: v.string(),
    note: v.string(),
    by: v.string(),
    at: v.string(),
    waits: v.boolean(),
    reach: v.object({
      devices: count,
      reached: count,
      hidden: count,
      unreached: count,
      lastHeard: v.array(v.object({ heard: Heard, devices: count })),
      departments: v.array(v.object({ department: v.nullable(v.string()), devices: count, unreached: count })),
    }),
  }),
)
export type RecallList = v.InferOutput<typeof RecallList>

export const RollbackList = v.array(
  v.object({
    id: v.string(),
    to: v.number(),
    rollbackIn: v.number(),
    standing: v.picklist(['proposed', 'agreed', 'stale', 'done', 'cancelled']),
    by: v.string(),
    at: v.string(),
    signed: v.array(v.object({ role: v.picklist(['sme', 'ld']), person: v.string() })),
    objects: v.array(
      v.object({
        kind: v.string(),
        id: v.string(),
        title: v.string(),
        upTo: v.number(),
        target: v.nullable(v.object({ version: v.number(), sha256: v.string() })),
      }),
    ),
  }),
)
export type RollbackList = v.InferOutput<typeof RollbackList>
