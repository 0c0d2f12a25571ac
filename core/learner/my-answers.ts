import { type AssessmentContent, criteriaOf, presentItem, seedOf } from '#core/assessment'
import { type EventOf, inTimeOrder, type KnownEvent } from '#core/events'
import type { MyAnswer } from '../engine-api.ts'
import { type AttemptLog, attemptLogs } from './attempt-log.ts'
import { saidResponse } from './said-response.ts'

/** A person's answers, newest first, each with what counts of it now: a fold of their events, the same for any arrival order. */
export function myAnswers(events: readonly KnownEvent[], content: AssessmentContent): MyAnswer[] {
  const ordered = inTimeOrder(events)
  const reads = new Map<string, EventOf<'answer-scored'>>()
  const challenges = new Map<string, EventOf<'challenge-opened'>>()
  const decisions = new Map<string, EventOf<'challenge-decided'>>()
  const answers: EventOf<'item-answered'>[] = []
  for (const event of ordered) {
    if (event.kind === 'item-answered') answers.push(event)
    if (event.kind === 'answer-scored') reads.set(event.data.answer, event)
    if (event.kind === 'challenge-opened' && !challenges.has(event.data.about)) challenges.set(event.data.about, event)
    if (event.kind === 'challenge-decided') decisions.set(event.data.challenge, event)
  }
  const aided = new Map(attemptLogs(events).map(({ attempt, steps }) => [attempt, aidedIn(steps)]))
  return answers.reverse().map(({ id, at, data }): MyAnswer => {
    const held = content.items.get(data.item)
    const body = held?.body
    const isSame = held?.version === data.version
    const control = isSame ? presentItem(data.item, held.body, seedOf(data.attempt), []).control : null
    const read = reads.get(id)
    const challenge = challenges.get(id)
    const decision = challenge && decisions.get(challenge.id)
    const { score, correct } = read?.data ?? data
    return {
      id,
      attempt: data.attempt,
      item: data.item,
      title: body?.title ?? data.item,
      atMs: at,
      response: data.response,
      said: saidResponse(control, data.response),
      changedSince: !isSame,
      confidence: data.confidence,
      aided: data.aided || (aided.get(data.attempt)?.has(data.item) ?? false),
      late: data.late ?? false,
      state: read || data.state === 'scored' ? 'counts' : 'waiting',
      correct,
      score,
      read: read ? readOf(read, new Map(body && criteriaOf(body).map((each) => [each.id, each.text]))) : null,
      contested: challenge
        ? {
            atMs: challenge.at,
            note: challenge.data.note ?? null,
            decision: decision?.data.decision ?? null,
            said: decision?.data.note ?? null,
          }
        : null,
      mayContest: data.state === 'scored' && !read && !challenge,
    }
  })
}

/** Also with an aid that was opened on another device meanwhile. */
const aidedIn = (steps: AttemptLog['steps']): Set<string> =>
  new Set(steps.flatMap((step) => (step.step === 'answered' && step.aided ? [step.item] : [])))

const readOf = (
  { at, data }: EventOf<'answer-scored'>,
  texts: ReadonlyMap<string, string>,
): NonNullable<MyAnswer['read']> => ({
  atMs: at,
  criteria: data.criteria.map(({ criterion, verdict }) => ({
    criterion,
    text: texts.get(criterion) ?? criterion,
    verdict,
  })),
  note: data.note ?? null,
})
