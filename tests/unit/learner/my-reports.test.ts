import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayReport, myReports } from '#core/learner'
import { eventSource, NOON } from '../../support/events.ts'

const aid = { kind: 'job-aid', id: 'refund-approval' }
const source = eventSource()
const report = (more: Record<string, unknown> = {}, v = 2) =>
  source.event({ kind: 'aid-reported', v, data: { ...aid, problem: 'wrong', ...more } })
const [first, second, third] = [report({ note: 'It is 80 now.', version: 3 }), report({}, 1), report({ id: 'other' })]
const answer = (reports: string[], more: Record<string, unknown> = {}) =>
  source.event({
    kind: 'report-answered',
    data: { ...aid, reports, outcome: 'right', by: 'sue', name: 'Sue', note: 'In January.', ...more },
  })
const early = answer([first.id])
const late = answer([first.id, second.id], { outcome: 'fixed', version: 4 })
const events = [first, second, third, early, late]
const title = (_kind: string, id: string) => (id === aid.id ? 'Who approves a refund' : null)
const fold = (of: typeof events) => myReports(of, title, new Set([third.id]))

describe('what a person reported', () => {
  it('stands newest first with what came of it; the first answer to a report is its answer', () => {
    expect(fold(events)).toMatchObject([
      { id: third.id, title: null, sent: false, answer: null },
      { id: second.id, sent: true, answer: { outcome: 'fixed', version: 4, by: 'Sue' } },
      { id: first.id, note: 'It is 80 now.', answer: { outcome: 'right', version: null, note: 'In January.' } },
    ])
  })

  it('is the same for any arrival order, and however often an event arrives', () => {
    const seed = 20261122
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 10, maxLength: 10 }), (shuffled) => {
        expect(fold(shuffled)).toEqual(fold(events))
      }),
      { seed, numRuns: 50 },
    )
  })

  it('makes room for another report as old ones are answered or a day has passed', () => {
    const open = myReports([report(), report(), report()], title, new Set())
    expect(mayReport(open, aid, NOON)).toBe('enough-here')
    expect(mayReport(open, { ...aid, id: 'another' }, NOON)).toBe('kept')
    expect(mayReport(open.slice(1), aid, NOON)).toBe('kept')
    const many = myReports(
      Array.from({ length: 20 }, (_, i) => report({ id: `aid-${i}` })),
      title,
      new Set(),
    )
    expect(mayReport(many, aid, NOON)).toBe('enough-today')
    expect(mayReport(many, aid, NOON + 2 * 86_400_000)).toBe('kept')
  })
})
