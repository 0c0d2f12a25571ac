import type { Kysely } from 'kysely'
import { tooLittleProduced } from '#core/assessment'
import { AppError } from '#core/base'
import { assessment, item } from '#core/content'
import type { Schema } from '../database.ts'
import { latestObject } from './stored-objects.ts'

/**
 * An assessment that is to prove something asks people to produce or do it, as far as its items are here. Asked when it is saved
 * and when it is signed; what a release is made of is looked at once more (`plan-release`), since items change by themselves.
 *
 * @throws {AppError} `refused`
 */
export async function assertProducing(db: Kysely<Schema>, kind: string, id: string, body: unknown): Promise<void> {
  if (kind !== assessment.kind) return
  const items = new Map<string, unknown>()
  for (const name of assessment.parse(body).items) {
    const stored = await latestObject(db, item.kind, name)
    if (stored) items.set(name, stored.envelope.body)
  }
  const why = tooLittleProduced(body, items)
  if (why) throw new AppError('refused', `assessment ${id}: ${why}`)
}
