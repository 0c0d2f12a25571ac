import * as v from 'valibot'
import { ObjectId, Slug } from '#core/content'

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const TagKind = v.picklist(['competency', 'role'])
export const TagRef = v.object({ kind: TagKind, tag: Slug })
export type TagRef = v.InferOutput<typeof TagRef>

/** A tag that may fit a document. Nothing carries it before a person says so. */
export const TagProposal = v.object({
  document: ObjectId,
  title: v.string(),
  ...TagRef.entries,
  tagTitle: v.string(),
  confidence: Share,
  /** `sure`: proposals of this confidence were right nine times in ten; `unsure` waits for somebody who reads it */
  state: v.picklist(['sure', 'unsure']),
  /** the passage that speaks for it most */
  passage: v.nullable(v.object({ id: v.string(), heading: v.string(), text: v.string() })),
})
export type TagProposal = v.InferOutput<typeof TagProposal>

/** Reply of `GET /v1/studio/tags`. */
export const TagBoard = v.object({
  /** null before the first run */
  ranAt: v.nullable(v.string()),
  /** documents without any competency, as they are now */
  untagged: Count,
  /** confirmed tags it learnt from; below 20 nothing is measured and every proposal is unsure */
  learntFrom: Count,
  threshold: Share,
  /** on documents kept aside in turn; null while nothing is measured */
  precision: v.nullable(Share),
  recall: v.nullable(Share),
  tags: v.array(
    v.object({
      ...TagRef.entries,
      title: v.string(),
      n: Count,
      precision: v.nullable(Share),
      recall: v.nullable(Share),
    }),
  ),
  rows: v.array(TagProposal),
})
export type TagBoard = v.InferOutput<typeof TagBoard>

/** What a person says of proposals for one document. */
export const TagDecision = v.object({ document: ObjectId, confirm: v.array(TagRef), reject: v.array(TagRef) })
export type TagDecision = v.InferOutput<typeof TagDecision>
