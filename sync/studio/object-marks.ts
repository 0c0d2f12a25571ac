import type { Kysely } from 'kysely'
import type { GenericSchema, InferOutput } from 'valibot'
import { AppError, parse } from '#core/base'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, saveRecordIn } from './records.ts'
import { latestObject } from './stored-objects.ts'

interface Ref {
  kind: string
  id: string
}

/**
 * A mark that people put on an object and take off again: one record an object, whose id is `<kind> <id>` and whose history stays.
 *
 * @param kind of the records
 * @param on the state that is the mark; every other one is its absence
 */
export function defineObjectMark<S extends GenericSchema<unknown, { state: string }>>(
  kind: string,
  schema: S,
  on: InferOutput<S>['state'],
) {
  return {
    /** Who put the mark on an object and when, for as many as are asked about; null where it is not marked. */
    async read(db: Kysely<Schema>): Promise<(object: Ref) => { person: string; at: string } | null> {
      const marked = new Map<string, { person: string; at: string }>()
      for (const { id, body, person, at } of await listRecords(db, kind))
        if (parse(schema, body, kind).state === on) marked.set(id, { person, at })
      return (object) => marked.get(objectKey(object)) ?? null
    },
    /**
     * Marks it or takes the mark off. Saying what holds already changes nothing.
     *
     * @returns what holds now
     * @throws {AppError} `not-found`
     */
    set(org: Organisation, person: string, object: Ref, given: InferOutput<S>): Promise<InferOutput<S>> {
      return org.db.transaction().execute(async (db) => {
        if (!(await latestObject(db, object.kind, object.id)))
          throw new AppError('not-found', `There is no ${object.kind} "${object.id}".`)
        const id = objectKey(object)
        const last = await readRecord(db, kind, id)
        const before = last && parse(schema, last.body, kind)
        const isNews = before ? before.state !== given.state : given.state === on
        if (isNews) await saveRecordIn(org, db, person, { kind, id, base: last?.version ?? 0, body: given })
        return isNews ? given : (before ?? given)
      })
    },
  }
}
