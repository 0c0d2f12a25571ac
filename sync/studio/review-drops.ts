import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { ObjectId, Slug } from '#core/content'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, saveRecordIn } from './records.ts'
import { latestObject } from './stored-objects.ts'

/** A record that an object is out of the queue for now, or back in it. */
export const REVIEW_DROP = 'review-drop'
const ReviewDrop = v.strictObject({ state: v.picklist(['dropped', 'back']) })

export const DropRequest = v.strictObject({
  kind: Slug,
  id: ObjectId,
  ...ReviewDrop.entries,
  as: v.optional(Slug),
})

/** Sets an object aside, or puts it back: less is made, never less looked at. Saying it twice changes nothing. */
export function dropFromReview(
  org: Organisation,
  person: string,
  { kind, id, state }: Pick<v.InferOutput<typeof DropRequest>, 'kind' | 'id' | 'state'>,
): Promise<{ state: 'dropped' | 'back' }> {
  return org.db.transaction().execute(async (db) => {
    if (!(await latestObject(db, kind, id))) throw new AppError('not-found', `There is no ${kind} ${id}.`)
    const key = objectKey({ kind, id })
    const last = await readRecord(db, REVIEW_DROP, key)
    if (last || state === 'dropped')
      await saveRecordIn(org, db, person, { kind: REVIEW_DROP, id: key, base: last?.version ?? 0, body: { state } })
    return { state }
  })
}

export interface Dropped {
  person: string
  at: string
}

/** What is set aside now, and by whom. */
export async function droppedObjects(
  db: Kysely<Schema>,
): Promise<(object: { kind: string; id: string }) => Dropped | null> {
  const records = await listRecords(db, REVIEW_DROP)
  const dropped = new Map(
    records.flatMap(({ id, body, person, at }) =>
      parse(ReviewDrop, body, REVIEW_DROP).state === 'dropped' ? [[id, { person, at }]] : [],
    ),
  )
  return (object) => dropped.get(objectKey(object)) ?? null
}
