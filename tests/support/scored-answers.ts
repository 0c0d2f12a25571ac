import { type AssessmentContent, presentItem, rubricOf, scoreItem, seedOf } from '#core/assessment'
import { createRandom } from '#core/base'
import { type LearningEvent, readEvents } from '#core/events'
import type { ItemResponse } from '../../core/engine-api.ts'
import { ableResponse } from './able-taker.ts'
import { blindResponse } from './responses.ts'

/** The events of an attempt with answers that score as they say, for a server that scores closed tasks again. */
export async function scoredAnswers(
  events: readonly LearningEvent[],
  content: AssessmentContent,
): Promise<LearningEvent[]> {
  const known = new Map(readEvents(events).map((event) => [event.id, event]))
  return Promise.all(
    events.map(async (event) => {
      const answered = known.get(event.id)
      if (answered?.kind !== 'item-answered') return event
      const { attempt, item, correct } = answered.data
      const body = content.items.get(item)?.body
      if (!body || rubricOf(body)) return event
      const { control } = presentItem(item, body, seedOf(attempt), [])
      for (let seed = 1; ; seed++) {
        const response: ItemResponse = correct
          ? ableResponse({ body, control, aid: [] })
          : blindResponse(control, createRandom(seed))
        const outcome = await scoreItem(body, response, {})
        if (outcome.correct === correct) return { ...event, data: { ...answered.data, response, score: outcome.score } }
        if (correct || seed > 200) throw new Error(`no answer to ${item} is ${correct ? 'right' : 'wrong'}`)
      }
    }),
  )
}
