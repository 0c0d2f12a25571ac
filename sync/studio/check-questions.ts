import { AppError } from '#core/base'
import type { Embedder } from '#core/embedding'
import { objectKey } from '#core/releases'
import { LOOKED_AT } from '#core/retrieval'
import { nextTask } from '../next-task.ts'
import type { Question } from './questions.ts'
import type { ReleaseSearch } from './release-search.ts'

/** A question whose objects are not among the first three. */
export interface FailedQuestion {
  id: string
  text: string
  /** place of the first expected object, from 1; null when it is not among the first ten */
  found: number | null
  /** title of what came first */
  instead: string | null
}

export interface QuestionCheck {
  questions: number
  /** share of the questions with an expected object among the first three, 0-1 */
  recall3: number
  failed: FailedQuestion[]
}

export type QuestionVectors = ReadonlyMap<string, Float32Array>

/** One vector a question, through the embedder's cache; null where the model cannot be had, and words decide alone. */
export async function questionVectors(
  questions: readonly Question[],
  embedder: Embedder | null,
): Promise<QuestionVectors | null> {
  if (!embedder) return null
  try {
    const vectors = await embedder.embed(questions.map(({ text }) => text))
    return new Map(questions.map(({ id }, i) => [id, vectors[i] ?? new Float32Array()]))
  } catch (error) {
    if (error instanceof AppError && error.code === 'embedder-unavailable') return null
    throw error
  }
}

/** Asks a release every question. */
export async function checkQuestions(
  release: ReleaseSearch,
  questions: readonly Question[],
  vectors: QuestionVectors | null,
): Promise<QuestionCheck> {
  const failed: FailedQuestion[] = []
  for (const { id, text, expected } of questions) {
    const hits = release.search(text, vectors?.get(id) ?? null)
    const wanted = new Set(expected.map(objectKey))
    const place = hits.findIndex((hit) => wanted.has(hit.id)) + 1
    if (place === 0 || place > LOOKED_AT) {
      const instead = release.page(hits[0]?.id ?? '')?.title ?? null
      failed.push({ id, text, found: place || null, instead })
    }
    await nextTask()
  }
  const { length } = questions
  return { questions: length, recall3: length === 0 ? 0 : (length - failed.length) / length, failed }
}
