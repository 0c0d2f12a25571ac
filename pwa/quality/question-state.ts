import { idTimeMs, isId } from '#core/base'
import type { QualityCheck, SearchQuality } from '../../core/engine-api.ts'

export type Question = SearchQuality['questions'][number]

/** How a question fared when it was last asked. `place`: of the first right aid, from 1; null when it was not among the hits. */
export type QuestionState = { state: 'unchecked' } | { state: 'right' } | { state: 'failed'; place: number | null }

/** @param check the newest; a question made after it has not been asked yet */
export function questionState({ id }: Pick<Question, 'id'>, check: QualityCheck | undefined): QuestionState {
  if (!check || (isId(id) && idTimeMs(id) > check.atMs)) return { state: 'unchecked' }
  const failed = check.failed.find((each) => each.id === id)
  return failed ? { state: 'failed', place: failed.found } : { state: 'right' }
}

const order = { failed: 0, unchecked: 1, right: 2 } as const

/** What went wrong first, then what has not been asked, each in the order they are kept. */
export function byNeed(questions: readonly Question[], check: QualityCheck | undefined) {
  return questions
    .map((question) => ({ question, outcome: questionState(question, check) }))
    .sort((a, b) => order[a.outcome.state] - order[b.outcome.state])
}

/** Questions with a right aid among the first three. */
export const rightOf = ({ recall3, questions }: QualityCheck): number => Math.round(recall3 * questions)
