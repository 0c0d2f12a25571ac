import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { document } from '#core/content'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { defineObjectMark } from './object-marks.ts'

/** A record that takes an object out of use, or puts it back. Documents have one of their own. */
export const OBJECT_RETIREMENT = 'object-retirement'
export const ObjectRetirement = v.object({
  state: v.picklist(['retired', 'in-use']),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1, 'must say why'), v.maxLength(500)),
})
export type ObjectRetirement = v.InferOutput<typeof ObjectRetirement>
const retirement = defineObjectMark(OBJECT_RETIREMENT, ObjectRetirement, 'retired')

/** Whether an object is out of use, for as many as are asked about. */
export async function isRetired(db: Kysely<Schema>): Promise<(object: { kind: string; id: string }) => boolean> {
  const retired = await retirement.read(db)
  return (object) => retired(object) !== null
}

/**
 * Takes an object out of use, or puts it back: the next release leaves it out, or holds it again. Its versions and its history
 * stay.
 *
 * @throws {AppError} `not-found`; `refused` for a document, whose procedure must keep one that counts
 */
export async function retireObject(
  org: Organisation,
  person: string,
  object: { kind: string; id: string },
  given: ObjectRetirement,
): Promise<ObjectRetirement> {
  if (object.kind === document.kind || object.kind === 'competency')
    throw new AppError('refused', `A ${object.kind} is retired on its own screen of the studio.`)
  return retirement.set(org, person, object, given)
}
