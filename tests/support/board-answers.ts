import type { LearningEvent } from '#core/events'
import type { Organisation } from '../../sync/organisation.ts'
import type { EventSource } from './events.ts'

export interface Said {
  item: string
  correct: boolean
  response: Record<string, unknown>
  confidence?: 'guess' | 'think-so' | 'sure'
  aided?: boolean
  version?: number
  state?: 'scored' | 'abstained'
  criteria?: { criterion: string; verdict: 'met' | 'missed' }[]
}

/** What a person's device handed in, as the server keeps it: one attempt, its answers and its end. */
export function attemptRows(
  source: EventSource,
  person: string,
  assessment: string,
  said: readonly Said[],
  receivedMs: number,
) {
  const attempt = source.id()
  const events: LearningEvent[] = [
    source.event({ id: attempt, kind: 'attempt-started', data: { attempt, assessment } }),
    ...said.map((one) => {
      const rest = { version: 1, state: 'scored', aided: false, confidence: 'sure', tookMs: 31_000 }
      return source.event({ kind: 'item-answered', data: { attempt, score: one.correct ? 1 : 0, ...rest, ...one } })
    }),
    source.event({
      kind: 'attempt-finished',
      data: { attempt, verdict: said.every(({ correct }) => correct) ? 'can-do' : 'not-yet', theta: 0, se: 0.5 },
    }),
  ]
  return events.map((event) => ({
    learner: person,
    id: event.id,
    bucket: '2026-11',
    kind: event.kind,
    body: JSON.stringify(event),
    received_ms: receivedMs,
  }))
}

export async function handIn(org: Organisation, rows: ReturnType<typeof attemptRows>): Promise<void> {
  await org.db.transaction().execute(async (db) => {
    for (let from = 0; from < rows.length; from += 1_000)
      await db
        .insertInto('event')
        .values(rows.slice(from, from + 1_000))
        .execute()
  })
}
