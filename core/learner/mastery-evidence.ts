import { type AssessmentContent, type Mastery, type MasteryEvidence, masteryOf } from '#core/assessment'
import { type DataOf, inCausalOrder, type KnownEvent } from '#core/events'
import { type AttemptLog, attemptLogs } from './attempt-log.ts'

/** Evidence with the answer it is. */
export interface AnsweredEvidence extends MasteryEvidence {
  attempt: string
  /** id of the `item-answered` event */
  answer: string
}

/**
 * All scored answers of a person as mastery and spacing read them, oldest first: the first answer to an item in an attempt; what a
 * person said of it in place of what the machine said; a right answer credits all its sub-competencies, a miss counts against the
 * first. Items the release does not hold any more are passed over: nobody knows what they asked. Where two devices took
 * attempts at the same time, a task that both asked counts once, by its earlier answer.
 */
export function masteryEvidence(events: readonly KnownEvent[], content: AssessmentContent): AnsweredEvidence[] {
  const ordered = inCausalOrder(events)
  const read = new Map<string, DataOf<'answer-scored'>>()
  for (const event of ordered) if (event.kind === 'answer-scored') read.set(event.data.answer, event.data)
  const logs = attemptLogs(events)
  const aided = aidedAnswers(logs)
  const counted = new Set<string>()
  const all = ordered
    .flatMap((event): AnsweredEvidence[] => {
      if (event.kind !== 'item-answered') return []
      const { attempt, item, state, confidence, tookMs } = event.data
      const key = `${attempt} ${item}`
      const subs = content.items.get(item)?.body.subCompetencies ?? []
      const person = read.get(event.id)
      if (counted.has(key)) return []
      counted.add(key)
      if (state === 'abstained' && !person) return []
      const correct = person?.correct ?? event.data.correct
      return (correct ? subs : subs.slice(0, 1)).map((subCompetency) => ({
        attempt,
        answer: event.id,
        subCompetency,
        item,
        correct,
        aided: event.data.aided || aided.has(key),
        tookMs,
        confidence,
        at: event.at,
      }))
    })
    .sort((a, b) => a.at - b.at)
  return withoutDoubles(all, logs)
}

/** Who did not know of the other attempt showed nothing new by answering its task again. */
function withoutDoubles(all: readonly AnsweredEvidence[], logs: readonly AttemptLog[]): AnsweredEvidence[] {
  const spans = new Map(logs.map((log) => [log.attempt, log]))
  const before = new Map<string, AnsweredEvidence[]>()
  return all.filter((each) => {
    const earlier = before.get(each.item) ?? []
    before.set(each.item, [...earlier, each])
    return !earlier.some((one) => atOnce(spans.get(one.attempt), spans.get(each.attempt)))
  })
}

/** Whether two attempts ran at the same time: neither had ended when the other began. */
export const atOnce = (a: AttemptLog | undefined, b: AttemptLog | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.attempt !== b.attempt &&
  a.startedAtMs <= b.lastAtMs &&
  b.startedAtMs <= a.lastAtMs

/** With an aid that was opened on another device while the task was on the screen. */
const aidedAnswers = (logs: readonly AttemptLog[]): Set<string> =>
  new Set(
    logs.flatMap(({ attempt, steps }) =>
      steps.flatMap((step) => (step.step === 'answered' && step.aided ? [`${attempt} ${step.item}`] : [])),
    ),
  )

/** How likely the person is to do each part of what the release holds, by sub-competency; also parts never asked. */
export function masteryNow(
  events: readonly KnownEvent[],
  content: AssessmentContent,
  nowMs: number,
): ReadonlyMap<string, Mastery> {
  const evidence = masteryEvidence(events, content)
  const subs = content.competencies.all.flatMap(({ body }) =>
    body.retiredOn === undefined ? body.subCompetencies.map(({ id }) => id) : [],
  )
  return new Map(subs.map((id) => [id, masteryOf(id, evidence, nowMs)]))
}
