import { sql, type Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, newId, parse } from '#core/base'
import { type DataOf, type EventKindName, eventKind, parseEvent } from '#core/events'
import type { Schema } from './database.ts'
import { addEvents } from './exchange.ts'
import { learnerRow } from './learner-row.ts'
import type { Organisation } from './organisation.ts'
import { lastPublished } from './studio/sign-time.ts'

const Highest = v.tuple([v.object({ n: v.nullable(v.number()) })])

/**
 * Puts what the server decided into a person's own set, from where it reaches each of their devices with the next sync.
 *
 * @throws {AppError} `bad-input` data that does not fit its kind, or a kind that devices write
 */
export async function writeServerEvent<K extends EventKindName>(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
  kind: K,
  data: DataOf<K>,
): Promise<void> {
  const known = eventKind(kind)
  if (known?.from !== 'server') throw new AppError('bad-input', `An event "${kind}" is not the server's to write.`)
  const { gen } = await learnerRow(db, person)
  // after all that the person is known to have done: it answers something of it
  const { rows } = await sql`select max(json_extract(body, '$.n')) as n from event where learner = ${person}`.execute(
    db,
  )
  const highest = parse(Highest, rows, 'highest number')[0].n ?? -1
  // a device that counted as far as numbers go must not keep the answer from its person
  const n = Math.min(highest + 1, Number.MAX_SAFE_INTEGER)
  const release = (await lastPublished(db))?.version ?? 0
  const event = parseEvent({
    id: newId(org),
    gen,
    kind,
    v: known.v,
    at: org.nowMs(),
    n,
    release,
    data: known.parse(data),
  })
  await addEvents(db, person, [event], org.nowMs())
}
