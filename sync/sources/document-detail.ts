import { AppError } from '#core/base'
import { document } from '#core/content'
import type { DocumentDetail } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { latestObject } from '../studio/stored-objects.ts'
import { fieldsOf } from './edit-fields.ts'
import { flagHistory } from './flags.ts'
import { inventory } from './inventory.ts'

/** One document for its screen. @throws {AppError} `not-found` */
export async function documentDetail(org: Organisation, id: string): Promise<DocumentDetail> {
  const newest = await latestObject(org.db, document.kind, id)
  const row = (await inventory(org)).find((each) => each.id === id)
  if (!newest || !row) throw new AppError('not-found', `There is no document "${id}".`)
  const body = document.parse(newest.envelope.body)
  return {
    row,
    fields: fieldsOf(body),
    passages: body.passages.map(({ id: passage, path, blocks }) => ({ id: passage, path, blocks })),
    flags: await flagHistory(org.db, id),
  }
}
