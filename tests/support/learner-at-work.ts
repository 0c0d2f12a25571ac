import type { AssessmentContent } from '#core/assessment'
import { type LearningEvent, readEvents } from '#core/events'
import { isAided, turnOf } from '#core/learner'
import type { Confidence, Turn } from '../../core/engine-api.ts'
import { type EventSource, eventSource } from './events.ts'

/** How a learner does on an item; null leaves the attempt there. */
export type Answering = (item: string, nth: number) => Doing | null
export interface Doing {
  correct?: boolean
  confidence?: Confidence
  abstained?: boolean
  /** opens an aid before answering */
  aid?: boolean
}

export interface Run {
  attempt: string
  events: LearningEvent[]
  /** every turn as it was met */
  turns: Turn[]
}

/** Takes an attempt the way a face does: asks for the turn, appends what it says, answers, goes on. */
export function takeAttempt(
  assessment: string,
  content: AssessmentContent,
  answering: Answering,
  { source = eventSource(), before = [] }: { source?: EventSource; before?: readonly LearningEvent[] } = {},
): Run {
  const started = source.event()
  const attempt = started.id
  const events = [...before]
  const turns: Turn[] = []
  const append = (kind: string, data: Record<string, unknown>) => events.push(source.event({ kind, data }))
  events.push({ ...started, kind: 'attempt-started', data: { attempt, assessment } })
  for (let nth = 0; nth < 40; nth++) {
    const { turn, append: record } = turnOf(attempt, readEvents(events), content)
    turns.push(turn)
    if (record) append(record.kind, { ...record.data })
    if (turn.state === 'finished') return { attempt, events, turns }
    if (turn.state === 'remedial') {
      const { kind, id } = turn.aid
      append('remedial-opened', { attempt, subCompetency: turn.subCompetency.id, aid: { kind, id } })
      continue
    }
    const item = turn.item.id
    const doing = answering(item, turns.length - 1)
    if (!doing) return { attempt, events, turns }
    const { correct = false, confidence = 'think-so', abstained = false, aid = false } = doing
    if (aid) append('aid-opened', { kind: 'job-aid', id: 'refund-approval', from: 'nudge' })
    append('item-answered', {
      attempt,
      item,
      version: 1,
      response: { answer: 'text', text: 'in my own words' },
      score: correct && !abstained ? 1 : 0,
      correct: correct && !abstained,
      state: abstained ? 'abstained' : 'scored',
      confidence,
      aided: isAided(attempt, item, readEvents(events)),
      tookMs: 1000,
    })
  }
  throw new Error('the attempt does not end')
}
