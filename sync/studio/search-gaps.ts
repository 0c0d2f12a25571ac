import type { Kysely } from 'kysely'
import { parseJson } from '#core/base'
import { LearningEvent, readEvent } from '#core/events'
import type { Schema } from '../database.ts'

/** Searches without a good answer that employees chose to share. */
interface SearchGap {
  /** the nearest one; null: none, or one that fewer than `MIN_PEOPLE` people searched around */
  competency: string | null
  /** searches */
  count: number
  /** different people, at least `MIN_PEOPLE` */
  people: number
}

/** Fewer people than this are never shown, not even as what is left of a whole. */
const MIN_PEOPLE = 10

/** Sums by competency over everybody, most searches first, the rest of them last. */
export async function searchGaps(db: Kysely<Schema>): Promise<SearchGap[]> {
  const rows = await db.selectFrom('event').select(['learner', 'body']).where('kind', '=', 'search-made').execute()
  const sums = new Map<string | null, { count: number; people: Set<string> }>()
  const add = (competency: string | null, count: number, people: Iterable<string>) => {
    const sum = sums.get(competency) ?? { count: 0, people: new Set() }
    for (const person of people) sum.people.add(person)
    sums.set(competency, { ...sum, count: sum.count + count })
  }
  for (const { learner, body } of rows) {
    const event = readEvent(parseJson(LearningEvent, body, 'event'))
    if (event?.kind === 'search-made' && event.data.count !== undefined)
      add(event.data.competency ?? null, event.data.count, [learner])
  }
  for (const [competency, { count, people }] of [...sums]) {
    if (competency === null || people.size >= MIN_PEOPLE) continue
    sums.delete(competency)
    add(null, count, people)
  }
  return [...sums]
    .map(([competency, { count, people }]) => ({ competency, count, people: people.size }))
    .filter(({ people }) => people >= MIN_PEOPLE)
    .sort((a, b) => Number(a.competency === null) - Number(b.competency === null) || b.count - a.count)
}
