import * as v from 'valibot'
import { Day, SourceChange } from '#core/content'

const Ref = { kind: v.string(), id: v.string() }
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** An object that rests on passages which read otherwise now. */
export const ChangedObject = v.object({
  ...Ref,
  /** of its newest version */
  version: Count,
  title: v.string(),
  /** names of those who wrote it */
  authors: v.array(v.string()),
  /** titles of the documents that changed */
  documents: v.array(v.string()),
  /** of the first of them */
  owner: v.nullable(v.string()),
  /** its passages that changed */
  sources: Count,
  /** the gravest of them */
  change: SourceChange,
  /** the day it was noticed */
  since: Day,
  /** learners have it now, with its mark */
  released: v.boolean(),
  /** `draft-waits`: its newest version rests on what is there now, and waits for review or release */
  state: v.picklist(['open', 'draft-waits']),
})
export type ChangedObject = v.InferOutput<typeof ChangedObject>

/** Reply of `GET /v1/studio/lineage`. */
export const ChangedObjects = v.object({ rows: v.array(ChangedObject) })

/** Reply of `GET /v1/studio/lineage/object`: the words that changed under one object. */
export const ChangedObjectDetail = v.object({
  ...Ref,
  version: Count,
  title: v.string(),
  sources: v.array(
    v.object({
      document: v.string(),
      title: v.string(),
      owner: v.nullable(v.string()),
      passage: v.string(),
      heading: v.nullable(v.string()),
      change: SourceChange,
      since: Day,
      before: v.nullable(v.string()),
      /** null: it is gone */
      after: v.nullable(v.string()),
      words: v.array(v.object({ change: v.picklist(['same', 'added', 'removed']), text: v.string() })),
    }),
  ),
})
export type ChangedObjectDetail = v.InferOutput<typeof ChangedObjectDetail>
