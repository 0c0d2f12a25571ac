import type { Kysely } from 'kysely'
import {
  type AnswerEvidence,
  type EvidenceAnswer,
  type ItemEvidence,
  MOST_EVIDENCE,
  noAnswerEvidence,
  readAnswerEvidence,
} from '#core/assessment'
import { type Envelope, item } from '#core/content'
import { type Embedder, quantise } from '#core/embedding'
import type { Schema } from '../database.ts'
import { machineAgreement } from './answer-agreement.ts'
import { embedPrivately, learningCurve } from './answer-curve.ts'
import { byItem, type HeldAnswer, heldAnswers } from './answer-rows.ts'
import { taskHash } from './answer-tasks.ts'
import { readRelease } from './published.ts'
import { entryNames, entryOf } from './release-content.ts'
import { lastPublished } from './sign-time.ts'

/** Fewer people than this: their answers tell the machine little, and the vectors are of too few. */
export const LEAST_EVIDENCE = 5

/** What the newest published release carries. */
export async function releasedEvidence(db: Kysely<Schema>): Promise<AnswerEvidence> {
  const last = await lastPublished(db)
  const bytes = last && (await entryOf(db, readRelease(last.payload), entryNames.evidence))
  return bytes ? readAnswerEvidence(bytes) : noAnswerEvidence
}

/**
 * What people made of answers to the tasks of a release, as they stand in it: vectors and verdicts, no words, nobody's name and
 * in no order of time. Null where no task has answers of five people.
 *
 * @throws {AppError} `embedder-unavailable`
 */
export async function composeEvidence(
  db: Kysely<Schema>,
  objects: readonly Envelope[],
  embedder: Embedder | null,
): Promise<AnswerEvidence | null> {
  if (!embedder) return null
  const answered = byItem(await heldAnswers(db), ({ event }) => event.data.item)
  const items = new Map<string, ItemEvidence>()
  for (const { kind, id, body } of objects) {
    if (kind !== item.kind) continue
    const task = item.parse(body)
    const hash = taskHash(task)
    const read = (answered.get(id) ?? []).filter(({ readings }) => readings[0]?.task === hash)
    if (new Set(read.map(({ learner }) => learner)).size < LEAST_EVIDENCE) continue
    const newest = [...read]
      .sort((a, b) => (b.readings[0]?.atMs ?? 0) - (a.readings[0]?.atMs ?? 0))
      .slice(0, MOST_EVIDENCE)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const answers: EvidenceAnswer[] = []
    for (const answer of newest)
      answers.push({
        vector: await vectorOf(db, answer, embedder),
        verdicts: Object.fromEntries(answer.readings[0]?.verdicts ?? []),
      })
    const texts = newest.map(({ event }) => textOf(event.data.response))
    items.set(id, {
      agreement: machineAgreement(read, task, hash),
      curve: await learningCurve(task, texts, answers, embedder),
      answers,
    })
  }
  return items.size > 0 ? { model: embedder.model, items } : null
}

/** Made once, and kept beside the reading: it goes when the answer is erased. */
async function vectorOf(db: Kysely<Schema>, { learner, event }: HeldAnswer, embedder: Embedder): Promise<Int8Array> {
  const row = await db
    .selectFrom('answer_reading')
    .select(['model', 'vector'])
    .where('learner', '=', learner)
    .where('answer', '=', event.id)
    .where('n', '=', 1)
    .executeTakeFirst()
  if (row?.vector && row.model === embedder.model) return Int8Array.from(new Int8Array(row.vector))
  const [made] = await embedPrivately(embedder, [textOf(event.data.response)])
  const vector = quantise(made ?? new Float32Array(embedder.dimensions))
  await db
    .updateTable('answer_reading')
    .set({ model: embedder.model, vector: new Uint8Array(vector.buffer) })
    .where('learner', '=', learner)
    .where('answer', '=', event.id)
    .where('n', '=', 1)
    .execute()
  return vector
}

const textOf = (response: { answer: string; text?: string }): string => response.text ?? ''
