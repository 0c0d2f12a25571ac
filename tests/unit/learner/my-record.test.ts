import { describe, expect, it } from 'vitest'
import { createCompetencyIndex } from '#core/competencies'
import type { LearningEvent } from '#core/events'
import { myRecord } from '#core/learner'
import { demoAssessments } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { type Answering, takeAttempt } from '../../support/learner-at-work.ts'

const content = demoAssessments()
const record = (events: readonly LearningEvent[], unsent = new Set<string>()) => myRecord(events, content, unsent)
const take = (answering: Answering, before: readonly LearningEvent[] = [], source = eventSource()) =>
  takeAttempt('refunds', content, answering, { before, source })
const refunds = (events: readonly LearningEvent[]) =>
  record(events).competencies.find(({ id }) => id === 'handle-refund')

describe('a record', () => {
  it('knows nothing of somebody who did nothing', () => {
    expect(record([])).toMatchObject({ attempts: [], aids: [], events: 0 })
    expect(record([]).competencies.map(({ alone, withAid, why }) => [alone, withAid, why])).toEqual(
      Array.from({ length: 4 }, () => ['no-evidence', 'no-evidence', 'Not assessed yet.']),
    )
  })

  it('never mixes what was shown alone with what was shown with an aid', () => {
    const aided = take(() => ({ correct: true, aid: true })).events
    expect(refunds(aided)).toMatchObject({ alone: 'no-evidence', withAid: 'can-do' })
    const both = take(() => ({ correct: false }), aided, eventSource(2, aided.at(-1)?.at)).events
    expect(refunds(both)).toMatchObject({ alone: 'not-yet', withAid: 'can-do' })
    expect(refunds(both)?.why).toMatch(/Alone, on 21 November 2026: not yet.* With an aid, on .*: you showed/)
  })

  it('takes nothing away because of an attempt that could not tell', () => {
    const shown = take(() => ({ correct: true })).events
    const unread = take(() => ({ abstained: true }), shown, eventSource(2, shown.at(-1)?.at)).events
    expect(record(unread).attempts[0]?.result?.verdict).toBe('waiting')
    expect(refunds(unread)).toMatchObject({ alone: 'can-do' })
    expect(refunds(unread)?.why).toContain('a person will read your answer')
  })

  it('says which attempts the server has not got yet', () => {
    const { events } = take(() => ({ correct: true }))
    expect(record(events).attempts[0]?.sent).toBe(true)
    expect(record(events, new Set([events.at(-1)?.id ?? ''])).attempts[0]?.sent).toBe(false)
  })

  it('says beside a result what became of its competency, and leaves it with what was measured', () => {
    const { events } = take(() => ({ correct: true }))
    const objects = content.competencies.all.map(({ id, body }) => ({ id, body }))
    const refund = objects.find(({ id }) => id === 'handle-refund')
    if (!refund) throw new Error('no handle-refund')
    const changed = (history: unknown[], more: object[] = [], over: object = {}) => {
      const others = objects.filter(({ id }) => id !== 'handle-refund')
      const all = [...others, { id: 'handle-refund', body: { ...refund.body, ...over, history } }, ...more]
      return createCompetencyIndex(all as { id: string; body: unknown }[])
    }
    const row = (competencies: ReturnType<typeof changed>, id: string, blueprint?: string) => {
      const old = content.blueprints.get('refunds')
      const blueprints = new Map(content.blueprints)
      if (old && blueprint !== undefined) blueprints.set('refunds', { ...old, competency: blueprint })
      return myRecord(events, { ...content, competencies, blueprints }, new Set()).competencies.find((c) => c.id === id)
    }
    const on = '2026-12-01'
    const from = [{ id: 'handle-refund', title: refund.body.title }]
    const renamed = {
      on,
      by: 'Lena',
      change: 'renamed',
      from,
      into: [{ id: 'handle-refund', title: 'Decide a refund' }],
    }
    expect(row(changed([renamed]), 'handle-refund')).toMatchObject({
      alone: 'can-do',
      changes: [`On 2026-12-01 renamed: “${refund.body.title}” became “Decide a refund”.`],
    })
    const into = [
      { id: 'decide-refund', title: 'Decide' },
      { id: 'pay-refund', title: 'Pay' },
    ]
    const split = { on, by: 'Lena', change: 'split', from, into }
    const parts = into.map(({ id, title }) => ({ id, body: { ...refund.body, title, history: [split] } }))
    const after = changed([split], parts, { retiredOn: on, replacedBy: into.map(({ id }) => id) })
    expect(row(after, 'handle-refund', 'decide-refund')).toMatchObject({
      alone: 'can-do',
      changes: [expect.stringContaining('split')],
    })
    expect(row(after, 'decide-refund', 'decide-refund')).toMatchObject({ alone: 'no-evidence' })
    expect(row(changed([], [], { retiredOn: on }), 'handle-refund')?.alone).toBe('can-do')
  })

  it('keeps the result as recorded when the items change later', () => {
    const { events } = take(() => ({ correct: true }))
    const later = { ...content, items: new Map([...content.items].slice(0, 1)) }
    const [attempt] = myRecord(events, later, new Set()).attempts
    expect(attempt?.result?.verdict).toBe('can-do')
  })

  it('keeps the verdict of an assessment that is not in use any more', () => {
    const { events } = take(() => ({ correct: true }))
    const [attempt] = myRecord(events, { ...content, blueprints: new Map() }, new Set()).attempts
    expect(attempt).toMatchObject({ title: 'refunds', result: { verdict: 'can-do', subCompetencies: [] } })
  })

  it('counts opened aids and keeps the last rating', () => {
    const source = eventSource()
    const aid = { kind: 'job-aid', id: 'refund-approval' }
    const events = [
      source.event({ kind: 'aid-opened', data: { ...aid, from: 'panel' } }),
      source.event({ kind: 'aid-rated', data: { ...aid, rating: 'helpful' } }),
      source.event({ kind: 'aid-opened', data: { ...aid, from: 'library' } }),
      source.event({ kind: 'aid-rated', data: { ...aid, rating: 'out-of-date' } }),
    ]
    expect(record(events.toReversed()).aids).toEqual([
      { ref: aid, title: 'Who approves a refund', opened: 2, lastRating: 'out-of-date' },
    ])
  })

  it('counts an event of an unknown kind without reading it', () => {
    const odd = eventSource().event({ kind: 'from-the-future', data: { anything: true } })
    expect(record([odd, odd])).toMatchObject({ attempts: [], events: 1 })
  })
})
