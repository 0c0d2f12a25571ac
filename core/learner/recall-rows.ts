import {
  type AssessmentContent,
  createMemoryModel,
  type Grade,
  type MasteryEvidence,
  type MemoryModel,
} from '#core/assessment'
import { DAY_MS } from '#core/base'
import type { KnownEvent } from '#core/events'
import { masteryEvidence } from './mastery-evidence.ts'

/** What the memory model was told of an answer: with an aid or guessed it was hard, however right it was. */
export function gradeOf({ correct, aided, confidence }: MasteryEvidence): Grade {
  if (!correct) return 1
  return aided || confidence === 'guess' ? 2 : 3
}

/** What the memory model expected before each answer of a person but the first on a sub-competency, and what came of it. */
export function recallRows(
  events: readonly KnownEvent[],
  content: AssessmentContent,
  memory: MemoryModel = createMemoryModel(),
): { predicted: number; recalled: boolean }[] {
  const standing = new Map<string, { state: ReturnType<MemoryModel['review']>; at: number }>()
  return masteryEvidence(events, content).flatMap((answer) => {
    const before = standing.get(answer.subCompetency)
    const days = before ? (answer.at - before.at) / DAY_MS : 0
    const state = memory.review(before?.state ?? null, days, gradeOf(answer))
    standing.set(answer.subCompetency, { state, at: answer.at })
    return before ? [{ predicted: memory.recall(before.state, days), recalled: answer.correct }] : []
  })
}
