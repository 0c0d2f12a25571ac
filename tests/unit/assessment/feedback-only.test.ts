import { describe, expect, it } from 'vitest'
import { readEvents } from '#core/events'
import { attemptLogs } from '#core/learner'
import { demoContent } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

/** As the demo is shipped: nobody has read an answer, so no machine's word on own words counts. */
const content = demoContent()
const able: Answering = (item) => (content.feedbackOnly.has(item) ? { abstained: true } : { correct: true })
const source = eventSource()
const runs = [...content.blueprints.keys()].flatMap((assessment) =>
  Array.from({ length: 12 }, () => ({ assessment, ...takeAttempt(assessment, content, able, { source }) })),
)

describe('an assessment with tasks in own words that nobody has read answers to', () => {
  it('still ends with a result for who can do it, by tasks of other kinds', () => {
    const verdicts = runs.map(({ assessment, turns }) => {
      const last = turns.at(-1)
      return `${assessment} ${last?.state === 'finished' ? last.result.verdict : 'open'}`
    })
    expect([...new Set(verdicts)].sort()).toEqual([...content.blueprints.keys()].map((id) => `${id} can-do`).sort())
  })

  it('leaves at most one answer for a person, and asks some', () => {
    const waiting = runs.map(({ events }) => {
      const [log] = attemptLogs(readEvents(events))
      return log?.steps.filter((step) => step.step === 'answered' && step.state === 'abstained').length ?? 0
    })
    expect(Math.max(...waiting)).toBe(1)
  })

  it('says before the answer that it gives feedback only', () => {
    const shown = runs.flatMap(({ turns }) => turns.flatMap((turn) => (turn.state === 'item' ? [turn.item] : [])))
    for (const { id, control, feedbackOnly } of shown) expect(feedbackOnly ?? false, id).toBe(control.answer === 'text')
  })

  it('waits where nothing else is left, and a person’s word ends it', () => {
    const onlyWords = {
      ...content,
      blueprints: new Map(
        [...content.blueprints].map(([id, body]) => [
          id,
          { ...body, items: body.items.filter((item) => content.feedbackOnly.has(item)) },
        ]),
      ),
    }
    const { attempt, events, turns } = takeAttempt('refunds', onlyWords, able, { source })
    expect(turns.at(-1)).toMatchObject({ state: 'finished', result: { verdict: 'waiting' } })
    const answers = events.filter(({ kind }) => kind === 'item-answered')
    const read = answers.map(({ id, data }) =>
      source.event({
        kind: 'answer-scored',
        data: {
          answer: id,
          attempt,
          item: data.item,
          version: 1,
          criteria: [{ criterion: 'x', verdict: 'met' }],
          score: 1,
          correct: true,
        },
      }),
    )
    const [before] = attemptLogs(readEvents(events))
    const [after] = attemptLogs(readEvents([...read, ...events]))
    expect([before?.reopened, after?.reopened, after?.finishedAtMs]).toEqual([false, true, null])
  })
})
