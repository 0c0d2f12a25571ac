import * as v from 'valibot'
import { Day, ObjectId, Slug } from '#core/content'

/** Why an object was withdrawn. A code and no text: what a learner reads of it passes no review. */
export const recallReasons = ['wrong', 'unsafe', 'out-of-date', 'law', 'other'] as const
export const RecallReason = v.picklist(recallReasons)
export type RecallReason = v.InferOutput<typeof RecallReason>

/** An object that was withdrawn and has no newer version yet: told in its place, signed with the release. */
export const Recalled = v.object({ kind: Slug, id: ObjectId, on: Day, reason: RecallReason })
export type Recalled = v.InferOutput<typeof Recalled>

/** More withdrawn objects than this are told no more: the newest are. */
export const MOST_RECALLED = 200
