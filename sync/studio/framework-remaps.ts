import type { Kysely } from 'kysely'
import { AppError, newId, parse } from '#core/base'
import { bindTo, Remap } from '#core/competencies'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { importOne } from './import-objects.ts'
import { listRecords, saveRecordIn } from './records.ts'
import { latestObject } from './stored-objects.ts'

const KIND = 'remap'

export async function openRemaps(db: Kysely<Schema>) {
  return (await listRecords(db, KIND))
    .map(({ id, version, body }) => ({ remap: id, version, body: parse(Remap, body, `remap ${id}`) }))
    .filter(({ body }) => body.state === 'open')
}

type InTransaction = Parameters<typeof saveRecordIn>[1]

export async function queueRemap(
  org: Organisation,
  db: InTransaction,
  person: string,
  asked: Pick<Remap, 'kind' | 'id' | 'title' | 'from' | 'why' | 'choices' | 'on' | 'by'>,
): Promise<void> {
  const body: Remap = { ...asked, state: 'open', to: [], reason: '' }
  await saveRecordIn(org, db, person, { kind: KIND, id: newId(org), base: 0, body })
}

/**
 * What a person said: the object is bound to `to`, as its next version and a draft; or, with [], it stays as it is, with a reason.
 *
 * @throws {AppError} `not-found`, `refused`
 */
export async function settleRemap(
  org: Organisation,
  person: string,
  { remap, to, reason }: { remap: string; to: readonly string[]; reason: string },
): Promise<Remap> {
  return org.db.transaction().execute(async (db) => {
    const found = (await openRemaps(db)).find((each) => each.remap === remap)
    if (!found) throw new AppError('not-found', 'This question was answered already, or there is none.')
    const { body } = found
    if (to.length === 0 && reason.trim() === '')
      throw new AppError('refused', 'Say why it stays with a competency that is not in use any more.')
    if (to.length > 0) {
      for (const id of to)
        if (!(await latestObject(db, 'competency', id)))
          throw new AppError('refused', `There is no competency "${id}".`)
      const object = await latestObject(db, body.kind, body.id)
      if (!object) throw new AppError('not-found', `There is no ${body.kind} "${body.id}".`)
      const next = bindTo({ kind: body.kind, body: object.envelope.body }, [body.from], to)
      await importOne(org, db, person, { kind: body.kind, id: body.id, authors: [], body: next })
    }
    const settled: Remap = { ...body, state: to.length > 0 ? 'moved' : 'kept', to: [...to], reason }
    await saveRecordIn(org, db, person, { kind: KIND, id: remap, base: found.version, body: settled })
    return settled
  })
}
