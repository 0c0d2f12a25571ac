import type { Kysely } from 'kysely'
import { AppError, parse } from '#core/base'
import { FlagBody } from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, recordHistory, saveNext } from '../studio/records.ts'
import { latestObject } from '../studio/stored-objects.ts'

const KIND = 'flag'
type Flag = Pick<FlagBody, 'why' | 'by' | 'at'>

/** Documents somebody wants an expert to look at, by id. */
export async function openFlags(db: Kysely<Schema>): Promise<Map<string, Flag>> {
  const records = await listRecords(db, KIND)
  return new Map(
    records.flatMap(({ id, body }) => {
      const { state, why, by, at } = parse(FlagBody, body, `flag of ${id}`)
      return state === 'open' ? [[id, { why, by, at }] as const] : []
    }),
  )
}

/** Every flag there was on a document and what experts answered, newest first. */
export async function flagHistory(db: Kysely<Schema>, document: string) {
  const records = await recordHistory(db, KIND, document)
  return records.map(({ body, person, at }) => ({ ...parse(FlagBody, body, 'flag'), savedBy: person, savedAt: at }))
}

/**
 * Asks for an expert's look. Asking the same again changes nothing.
 *
 * @throws {AppError} `not-found` no such document, `conflict` somebody else's question is open
 */
export async function raiseFlag(org: Organisation, actor: Actor, document: string, why: string): Promise<void> {
  if (!(await latestObject(org.db, 'document', document)))
    throw new AppError('not-found', `There is no document "${document}".`)
  const last = await readRecord(org.db, KIND, document)
  const before = last && parse(FlagBody, last.body, 'flag')
  if (before?.state === 'open') {
    if (before.why === why && before.by === actor.person) return
    throw new AppError('conflict', `${before.by} asked for an expert's look already: ${before.why}`)
  }
  const at = new Date(org.nowMs()).toISOString()
  const body: FlagBody = { state: 'open', why, by: actor.person, at, answer: null }
  await saveNext(org, actor.person, { kind: KIND, id: document, base: last?.version ?? 0, body })
}

/** @throws {AppError} `not-found` nothing is open */
export async function settleFlag(org: Organisation, actor: Actor, document: string, answer: string): Promise<void> {
  const last = await readRecord(org.db, KIND, document)
  const before = last && parse(FlagBody, last.body, 'flag')
  if (!last || before?.state !== 'open')
    throw new AppError('not-found', `Nobody waits for an expert's look at "${document}".`)
  const body: FlagBody = { ...before, state: 'settled', answer }
  await saveNext(org, actor.person, { kind: KIND, id: document, base: last.version, body })
}
