import type { Transaction } from 'kysely'
import { type ItemBody, rubricOf, scoreItem } from '#core/assessment'
import { AppError } from '#core/base'
import { item, readObject } from '#core/content'
import { type EventOf, type LearningEvent, readEvents } from '#core/events'
import type { Schema } from './database.ts'
import { bodyChecks } from './studio/content-checks.ts'

/** Rounding of a score on its way through JSON. */
const SAME = 1e-6

/**
 * Scores answers with a closed key again, from what was answered and the very version of the task, and marks those a device
 * scored otherwise: nobody watches an attempt, so a score is not taken on a device's word. The event stays as it is and the
 * person's record with it; the mark keeps the answer out of item statistics. Answers in own words are read by a model, which is
 * named with the answer, or by a person; a task the server does not hold cannot be told.
 */
export async function markOtherScores(
  db: Transaction<Schema>,
  learner: string,
  events: readonly LearningEvent[],
): Promise<void> {
  const tasks = new Map<string, ItemBody | null>()
  for (const event of readEvents(events)) {
    if (event.kind !== 'item-answered') continue
    const { item: id, version } = event.data
    const key = `${version} ${id}`
    if (!tasks.has(key)) tasks.set(key, await taskOf(db, id, version))
    const task = tasks.get(key)
    if (!task || rubricOf(task)) continue
    const own = await scoreAgain(task, event)
    if (own && own.correct === event.data.correct && Math.abs(own.score - event.data.score) <= SAME) continue
    await db
      .insertInto('score_differs')
      .values({ learner, answer: event.id, item: id, version, score: own?.score ?? null })
      .onConflict((c) => c.columns(['learner', 'answer']).doNothing())
      .execute()
  }
}

/** Null for an answer that does not answer this task. */
async function scoreAgain(
  task: ItemBody,
  { data }: EventOf<'item-answered'>,
): Promise<{ score: number; correct: boolean } | null> {
  try {
    return await scoreItem(task, data.response, {})
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

async function taskOf(db: Transaction<Schema>, id: string, version: number): Promise<ItemBody | null> {
  const row = await db
    .selectFrom('object_version')
    .innerJoin('blob', 'blob.sha256', 'object_version.sha256')
    .select('blob.bytes')
    .where('object_version.kind', '=', item.kind)
    .where('object_version.id', '=', id)
    .where('object_version.version', '=', version)
    .executeTakeFirst()
  return row ? item.parse(readObject(new Uint8Array(row.bytes), bodyChecks, `item ${id}`).body) : null
}
