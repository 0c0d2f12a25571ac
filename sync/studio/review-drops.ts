import * as v from 'valibot'
import { ObjectId, Slug } from '#core/content'
import { defineObjectMark } from './object-marks.ts'

/** A record that an object is out of the queue for now, or back in it. */
export const REVIEW_DROP = 'review-drop'
const ReviewDrop = v.strictObject({ state: v.picklist(['dropped', 'back']) })
const drop = defineObjectMark(REVIEW_DROP, ReviewDrop, 'dropped')

export const DropRequest = v.strictObject({
  kind: Slug,
  id: ObjectId,
  ...ReviewDrop.entries,
  as: v.optional(Slug),
})

/** Sets an object aside, or puts it back: less is made, never less looked at. */
export const dropFromReview = (
  org: Parameters<typeof drop.set>[0],
  person: string,
  { kind, id, state }: Pick<v.InferOutput<typeof DropRequest>, 'kind' | 'id' | 'state'>,
) => drop.set(org, person, { kind, id }, { state })

export interface Dropped {
  person: string
  at: string
}

/** What is set aside now, and by whom. */
export const droppedObjects = drop.read
