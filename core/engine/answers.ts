import type { AssessmentContent } from '#core/assessment'
import { AppError } from '#core/base'
import { type EventLog, type EventStore, readEvents } from '#core/events'
import { myAnswers } from '#core/learner'
import type { Answers, MyAnswer } from '../engine-api.ts'

export interface AnswersDeps {
  content(): Promise<AssessmentContent>
  store: EventStore
  log: EventLog
}

/** What counts of a person's answers, and the way to have one read by a person: events alone, so it works offline. */
export function createAnswers({ content, store, log }: AnswersDeps): Answers {
  const all = async (): Promise<MyAnswer[]> => myAnswers(readEvents(await store.all()), await content())
  return {
    answers: async (attempt) => (await all()).filter((answer) => attempt === undefined || answer.attempt === attempt),
    async contestAnswer(id, answer, note) {
      const found = (await all()).find((one) => one.id === answer)
      if (!found) throw new AppError('not-found', 'This answer is not on this device; open your record again.')
      // the second try of what was asked already is done
      if (found.contested) return
      if (!found.mayContest) throw new AppError('refused', 'A person reads this answer, or has read it already.')
      const words = note?.trim()
      await log.append(
        'challenge-opened',
        { about: answer, reason: 'wrong-score', ...(words ? { note: words } : {}) },
        id,
      )
    },
  }
}
