import * as v from 'valibot'
import { Block } from '#core/content'
import { FlagBody } from './sources.ts'

/** A document as the inventory lists it: what is known of its newest version, and how far it has come. */
export const DocumentRow = v.object({
  id: v.string(),
  version: v.number(),
  sha256: v.string(),
  /** where it lay when it was imported */
  path: v.string(),
  title: v.string(),
  scope: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  /** days like 2026-01-31 */
  versionDate: v.nullable(v.string()),
  reviewBy: v.nullable(v.string()),
  roles: v.array(v.string()),
  competencies: v.array(v.string()),
  /** which of the seven fields it lacks, by their names in front matter; with one it cannot be cited */
  missing: v.array(v.string()),
  passages: v.number(),
  words: v.number(),
  /** imported -> SME-confirmed -> authoritative, by the signatures on this version */
  state: v.picklist(['imported', 'sme-confirmed', 'authoritative']),
  /** this version is in a published release */
  released: v.boolean(),
  /** somebody asked for an expert's look, and no expert has answered */
  flag: v.nullable(v.object({ why: v.string(), by: v.string(), at: v.string() })),
  /** the day since which no source has its file any more */
  vanishedOn: v.nullable(v.string()),
})
export type DocumentRow = v.InferOutput<typeof DocumentRow>

export const Inventory = v.object({ documents: v.array(DocumentRow) })

/** The seven fields as the studio edits them; null takes one away, one left out stays. */
export const FieldChange = v.partial(
  v.object({
    title: v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(500)),
    scope: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(2000))),
    owner: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(200))),
    versionDate: v.nullable(v.pipe(v.string(), v.isoDate('must be a date like 2026-01-31'))),
    reviewBy: v.nullable(v.pipe(v.string(), v.isoDate('must be a date like 2026-01-31'))),
    roles: v.pipe(v.array(v.string()), v.maxLength(100)),
    competencies: v.pipe(v.array(v.string()), v.maxLength(100)),
  }),
)
export type FieldChange = v.InferOutput<typeof FieldChange>

/** The seven fields of one document, null or empty where it lacks one. */
export const DocumentFields = v.object({
  title: v.string(),
  scope: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  versionDate: v.nullable(v.string()),
  reviewBy: v.nullable(v.string()),
  roles: v.array(v.string()),
  competencies: v.array(v.string()),
})
export type DocumentFields = v.InferOutput<typeof DocumentFields>

export const DocumentDetail = v.object({
  row: DocumentRow,
  fields: DocumentFields,
  passages: v.array(v.object({ id: v.string(), path: v.array(v.string()), blocks: v.array(Block) })),
  /** newest first */
  flags: v.array(v.object({ ...FlagBody.entries, savedBy: v.string(), savedAt: v.string() })),
})
export type DocumentDetail = v.InferOutput<typeof DocumentDetail>

/** What became of one changed document. */
export const FieldResult = v.variant('state', [
  v.object({ id: v.string(), state: v.literal('saved'), version: v.number(), missing: v.array(v.string()) }),
  v.object({ id: v.string(), state: v.literal('same'), version: v.number(), missing: v.array(v.string()) }),
  v.object({ id: v.string(), state: v.literal('conflict'), version: v.number(), by: v.string(), at: v.string() }),
  v.object({ id: v.string(), state: v.literal('refused'), reason: v.string() }),
])
export type FieldResult = v.InferOutput<typeof FieldResult>
export const FieldResults = v.object({ results: v.array(FieldResult) })
