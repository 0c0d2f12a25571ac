import type { AssessmentContent } from '#core/assessment'
import { dayOf as isoDayOf } from '#core/base'
import type { AttemptResult, MyRecord } from '../engine-api.ts'
import { dayOf } from './day.ts'

type Standing = MyRecord['competencies'][number]

export interface FinishedAttempt {
  attempt: string
  assessment: string
  competency: string
  /** the sub-competencies that alone were asked; [] asked for the whole */
  focus: readonly string[]
  finishedAtMs: number
  result: AttemptResult
}

/**
 * What each competency rests on, aided and alone kept apart: the newest attempt that decided something, of each sort. A
 * result that says "cannot tell" or waits for a person takes nothing away, and a re-check of a part says nothing of the whole.
 *
 * @param given oldest first
 */
export function competencyEvidence(content: AssessmentContent, given: readonly FinishedAttempt[]): Standing[] {
  const attempts = given.map((attempt) => ({ ...attempt, competency: measured(content, attempt) }))
  const inUse = ({ id, body }: (typeof content.competencies.all)[number]) =>
    body.retiredOn === undefined || attempts.some(({ competency }) => competency === id)
  return content.competencies.all.filter(inUse).map(({ id, body }) => {
    const own = attempts.filter(({ competency, focus }) => competency === id && focus.length === 0)
    const newest = (aided: boolean) => own.findLast(({ result }) => result.aided === aided && isDecided(result))
    const alone = newest(false)
    const withAid = newest(true)
    return {
      id,
      title: body.title,
      alone: decided(alone),
      withAid: decided(withAid),
      lastEvidenceAtMs: [alone, withAid].reduce<number | null>(
        (latest, attempt) => (attempt ? Math.max(latest ?? 0, attempt.finishedAtMs) : latest),
        null,
      ),
      why: whyOf(own.at(-1), alone, withAid),
      changes: own.length > 0 ? content.competencies.changes(id) : [],
    }
  })
}

/** What was measured before a competency was split was the whole of it, and stays with the whole. */
function measured(content: AssessmentContent, { competency, finishedAtMs }: FinishedAttempt): string {
  const history = content.competencies.all.find(({ id }) => id === competency)?.body.history ?? []
  const split = history.find(({ change, on }) => change === 'split' && isoDayOf(finishedAtMs) < on)
  return split?.from[0]?.id ?? competency
}

const isDecided = ({ verdict }: AttemptResult): boolean => verdict === 'can-do' || verdict === 'not-yet'

function decided(attempt: FinishedAttempt | undefined): Standing['alone'] {
  const verdict = attempt?.result.verdict
  return verdict === 'can-do' || verdict === 'not-yet' ? verdict : 'no-evidence'
}

function whyOf(
  last: FinishedAttempt | undefined,
  alone: FinishedAttempt | undefined,
  withAid: FinishedAttempt | undefined,
): string {
  if (!last) return 'Not assessed yet.'
  const said = [
    alone && `Alone, on ${dayOf(alone.finishedAtMs)}: ${lower(alone.result.why)}`,
    withAid && `With an aid, on ${dayOf(withAid.finishedAtMs)}: ${lower(withAid.result.why)}`,
    !isDecided(last.result) && `On ${dayOf(last.finishedAtMs)}: ${lower(last.result.why)}`,
  ]
  return said.filter((sentence) => typeof sentence === 'string').join(' ')
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1)
