import type { AttemptStep, FinishedStep } from './step.ts'

export type PersonStep = Extract<AttemptStep, { step: 'scored-by-person' }>

/**
 * What people said of this attempt's answers, by item, and the end the attempt has with it.
 *
 * While it goes on, a person's word stands in place of the machine's. After its end it does where the result waited for one or
 * could not tell, and where it turns an answer that had counted (a score that was contested): then the attempt is open again, so
 * that an aid and another task can follow. What was decided without the answer stands.
 */
export function personScores(steps: readonly AttemptStep[]): {
  byItem: ReadonlyMap<string, PersonStep>
  /** those that count; the others came after what was decided without them */
  counting: ReadonlySet<AttemptStep>
  finished: FinishedStep | null
} {
  const counting = new Set<AttemptStep>()
  const byItem = new Map<string, PersonStep>()
  const counted = new Map<string, boolean | null>()
  let finished: FinishedStep | null = null
  for (const step of steps) {
    if (step.step === 'answered' && !finished && !counted.has(step.item))
      counted.set(step.item, step.state === 'scored' ? step.correct : null)
    if (step.step === 'finished') finished ??= step
    if (step.step !== 'scored-by-person' || !counted.has(step.item)) continue
    const before: boolean | null = byItem.get(step.item)?.correct ?? counted.get(step.item) ?? null
    if (finished && !reopens(finished, before, step)) continue
    byItem.set(step.item, step)
    counting.add(step)
    finished = null
  }
  return { byItem, counting, finished }
}

/** The end an attempt has, if it has one: a person's word may open it again. */
export const endOf = (steps: readonly AttemptStep[]): FinishedStep | null => personScores(steps).finished

/** @param before what the answer counted as; null where it waited */
const reopens = ({ verdict }: FinishedStep, before: boolean | null, { correct }: PersonStep): boolean =>
  verdict === 'waiting' || verdict === 'cannot-tell' || (before !== null && before !== correct)
