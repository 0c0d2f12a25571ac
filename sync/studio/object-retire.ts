import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { document } from '#core/content'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, saveRecordIn } from './records.ts'
import { latestObject } from './stored-objects.ts'

/** A record that takes an object out of use, or puts it back; its id is `<kind> <id>`. Documents have one of their own. */
export const OBJECT_RETIREMENT = 'object-retirement'
export const ObjectRetirement = v.object({
  state: v.picklist(['retired', 'in-use']),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1, 'must say why'), v.maxLength(500)),
})
export type ObjectRetirement = v.InferOutput<typeof ObjectRetirement>

/** Whether an object is out of use, for as many as are asked about. */
export async function isRetired(db: Kysely<Schema>): Promise<(object: { kind: string; id: string }) => boolean> {
  const records = await listRecords(db, OBJECT_RETIREMENT)
  const retired = new Set(
    records
      .filter(({ body }) => parse(ObjectRetirement, body, OBJECT_RETIREMENT).state === 'retired')
      .map(({ id }) => id),
  )
  return (object) => retired.has(objectKey(object))
}

/**
 * Takes an object out of use, or puts it back: the next release leaves it out, or holds it again. Its versions and its history
 * stay.
 *
 * @throws {AppError} `not-found`; `refused` for a document, whose procedure must keep one that counts
 */
export function retireObject(
  org: Organisation,
  person: string,
  object: { kind: string; id: string },
  given: ObjectRetirement,
): Promise<ObjectRetirement> {
  return org.db.transaction().execute(async (db) => {
    const { kind, id } = object
    if (kind === document.kind || kind === 'competency')
      throw new AppError('refused', `A ${kind} is retired on its own screen of the studio.`)
    if (!(await latestObject(db, kind, id))) throw new AppError('not-found', `There is no ${kind} "${id}".`)
    const last = await readRecord(db, OBJECT_RETIREMENT, objectKey(object))
    const before = last && parse(ObjectRetirement, last.body, OBJECT_RETIREMENT)
    if ((before?.state ?? 'in-use') === given.state) return before ?? given
    const base = last?.version ?? 0
    await saveRecordIn(org, db, person, { kind: OBJECT_RETIREMENT, id: objectKey(object), base, body: given })
    return given
  })
}
