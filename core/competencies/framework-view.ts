import * as v from 'valibot'
import { competency, Day, roleProfile, Slug } from '#core/content'

const Version = v.pipe(v.number(), v.integer(), v.minValue(1))
export const FrameworkKind = v.picklist(['competency', 'role-profile'])
export type FrameworkKind = v.InferOutput<typeof FrameworkKind>

/** A body that went through its kind's own schema before it was stored. */
const CompetencyBody = v.pipe(
  v.unknown(),
  v.transform((body) => competency.parse(body)),
)
const ProfileBody = v.pipe(
  v.unknown(),
  v.transform((body) => roleProfile.parse(body)),
)
const Standing = { id: Slug, version: Version, state: v.string() }

/** Replies of the studio's framework routes. */
export const FrameworkView = v.object({
  today: Day,
  competencies: v.array(v.object({ ...Standing, unconfirmed: v.boolean(), body: CompetencyBody })),
  profiles: v.array(
    v.object({ ...Standing, review: v.picklist(['fresh', 'due', 'stale']), dueOn: Day, body: ProfileBody }),
  ),
  /** questions that a change of the framework left open */
  open: v.pipe(v.number(), v.integer()),
})
export type FrameworkView = v.InferOutput<typeof FrameworkView>

export const FrameworkImport = v.object({
  taken: v.array(
    v.object({ kind: FrameworkKind, id: Slug, version: Version, state: v.picklist(['new', 'changed', 'same']) }),
  ),
  /** the first of them */
  refused: v.array(v.object({ row: v.string(), reason: v.string() })),
  moreRefused: v.number(),
})
export type FrameworkImport = v.InferOutput<typeof FrameworkImport>

/** Newest first. */
export const FrameworkHistory = v.array(
  v.object({ version: Version, at: v.string(), person: v.string(), state: v.string(), body: v.unknown() }),
)
export type FrameworkHistory = v.InferOutput<typeof FrameworkHistory>

const Named = { kind: v.string(), id: v.string(), title: v.string() }
export const ChangePreview = v.object({
  applied: v.boolean(),
  edits: v.array(v.object({ ...Named, what: v.string() })),
  queue: v.array(v.object({ ...Named, from: v.string(), why: v.string(), choices: v.array(v.string()) })),
})
export type ChangePreview = v.InferOutput<typeof ChangePreview>

/** Which competency an object belongs to after a change: open until a person says. */
export const Remap = v.object({
  ...Named,
  from: v.string(),
  why: v.string(),
  choices: v.array(v.string()),
  on: Day,
  by: v.string(),
  state: v.picklist(['open', 'moved', 'kept']),
  to: v.array(v.string()),
  reason: v.string(),
})
export type Remap = v.InferOutput<typeof Remap>
export const Remaps = v.array(v.object({ remap: v.string(), version: Version, body: Remap }))

/** Something to do for a named person, before a day. Derived from what it is about, never kept. */
export const StudioTask = v.object({
  /** what sort of work: `profile-review` */
  kind: v.string(),
  id: v.string(),
  title: v.string(),
  owner: v.string(),
  dueOn: Day,
  overdue: v.boolean(),
  /** where it is done, in the app */
  to: v.string(),
})
export type StudioTask = v.InferOutput<typeof StudioTask>
