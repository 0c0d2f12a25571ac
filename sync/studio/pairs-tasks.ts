import { dayOf, parse, parseJson } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { FoundPair, goingOf, PairAnswer } from '#core/consistency'
import type { Organisation } from '../organisation.ts'
import { retiredOn } from './authoritative.ts'
import { ANSWER_KIND } from './pairs-list.ts'
import { listRecords } from './records.ts'

/** Copies somebody said are to be one: to be done until the text that goes is gone. */
export async function copyTasks({ db }: Organisation): Promise<StudioTask[]> {
  const rows = await db
    .selectFrom('pair')
    .select(['id', 'body'])
    .where('list', '=', 'duplicate')
    .where('answer', 'in', ['merge', 'retire'])
    .where('gone_ms', 'is', null)
    .execute()
  if (rows.length === 0) return []
  const records = new Map((await listRecords(db, ANSWER_KIND)).map((record) => [record.id, record]))
  const retired = await retiredOn(db)
  return rows.flatMap(({ id, body }) => {
    const record = records.get(id)
    const pair = parseJson(FoundPair, body, `pair ${id}`)
    const goes = record && goingOf(pair, parse(PairAnswer, record.body, `answer to pair ${id}`))
    if (!record || !goes || retired.has(goes.document)) return []
    return [
      {
        kind: 'copy-to-take-out',
        id,
        title: `Take out of “${goes.title}” what “${(goes === pair.a ? pair.b : pair.a).title}” says as well`,
        owner: record.person,
        dueOn: dayOf(Date.parse(record.at)),
        overdue: false,
        to: `/studio/pairs/${id}`,
      },
    ]
  })
}
