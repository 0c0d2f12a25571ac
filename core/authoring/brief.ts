import * as v from 'valibot'
import { Brief, Slug } from '#core/content'

/** A brief on record. Closed: nothing new is written on it; what was written keeps it. */
export const BriefBody = v.strictObject({ state: v.picklist(['open', 'closed']), brief: Brief })
export type BriefBody = v.InferOutput<typeof BriefBody>

const Named = v.object({ id: v.string(), title: v.string() })

/** A brief as lists and its screen show it. */
export const BriefRow = v.object({
  id: Slug,
  version: v.number(),
  state: v.picklist(['open', 'closed']),
  brief: Brief,
  competency: v.string(),
  role: v.string(),
  /** titles of its documents */
  documents: v.array(Named),
  /** written on it */
  objects: v.array(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
  /** why nothing can be drafted on it now, a sentence; null where it can */
  whyNot: v.nullable(v.string()),
  by: v.string(),
  at: v.string(),
})
export type BriefRow = v.InferOutput<typeof BriefRow>

/** `GET /v1/studio/briefs` */
export const BriefList = v.object({ briefs: v.array(BriefRow) })

/** `GET /v1/studio/briefs/choices`: what a brief may name. */
export const BriefChoices = v.object({
  competencies: v.array(v.object({ ...Named.entries, within: v.nullable(v.string()) })),
  roles: v.array(Named),
  /** citable ones; `approved` where both have signed the version that counts */
  documents: v.array(v.object({ ...Named.entries, approved: v.boolean() })),
})
export type BriefChoices = v.InferOutput<typeof BriefChoices>

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A draft that a model is still being asked for; it is fetched by its id. */
const Making = v.object({ state: v.literal('making'), id: v.string(), done: Count, of: Count })

/** A body for the editor; nothing is stored. */
const Made = v.object({
  state: v.literal('made'),
  kind: v.string(),
  body: v.record(v.string(), v.unknown()),
  parts: v.number(),
  /** what an author should know or still has to write, a sentence each */
  warnings: v.array(v.string()),
})
/** `POST /v1/studio/drafts` and `GET /v1/studio/drafts/:id` */
export const DraftReply = v.variant('state', [Making, Made])
export type DraftReply = v.InferOutput<typeof DraftReply>

/** `GET /v1/studio/drafts/model`: what would leave for a brief, word for word; null where no model is configured. */
export const DraftPreview = v.object({
  model: v.nullable(v.object({ name: v.string(), origin: v.string() })),
  /** why it cannot be used now, a sentence; null where it can */
  whyNot: v.nullable(v.string()),
  requests: v.array(v.object({ part: v.string(), passages: v.number(), body: v.string() })),
})
export type DraftPreview = v.InferOutput<typeof DraftPreview>
