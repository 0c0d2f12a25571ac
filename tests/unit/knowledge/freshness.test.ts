import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  authorityOf,
  countFreshness,
  freshnessOf,
  type ProcedureDocument,
  readDocument,
  reminderDue,
  shareInDate,
  useStep,
  whySecond,
} from '#core/knowledge'
import { dataSet } from '../../support/data-sets.ts'

describe('freshness', () => {
  it.each([
    [null, 'no-date'],
    ['2026-03-30', 'overdue'],
    ['2026-03-31', 'due'],
    ['2026-04-30', 'due'],
    ['2026-05-01', 'in-date'],
  ])('a review by %s is, on 31 March 2026, %s', (reviewBy, state) => {
    expect(freshnessOf(reviewBy, '2026-03-31')).toBe(state)
  })

  it('reminds twice before the day, and not after it', () => {
    const left = (days: number) => reminderDue(`2026-03-${String(1 + days).padStart(2, '0')}`, '2026-03-01')
    expect([30, 29, 8, 7, 0].map(left)).toEqual([30, 30, 30, 7, 7])
    expect(reminderDue('2026-04-01', '2026-03-01')).toBeNull()
    expect(reminderDue('2026-02-28', '2026-03-01')).toBeNull()
  })

  it('counts a document without a date as not in date', () => {
    const counts = countFreshness(['in-date', 'due', 'overdue', 'no-date'])
    expect(counts).toEqual({ inDate: 1, due: 1, overdue: 1, noDate: 1 })
    expect(shareInDate(counts)).toBe(0.5)
    expect(shareInDate(countFreshness([]))).toBeNull()
  })

  it('tells use in steps that start at ten people', () => {
    expect([0, 9, 10, 19, 20, 5000].map(useStep)).toEqual([null, null, 10, 10, 20, 1000])
  })

  it("agrees with the owners' own dates in a real organisation's pages", async ({ skip }) => {
    const folder = dataSet('gds-way')
    if (folder === null) return skip()
    const pages = join(folder, 'pages')
    const states = readdirSync(pages, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        const read = readDocument({
          path: path.slice(pages.length + 1),
          content: readFileSync(path),
          today: '2026-08-21',
        })
        return read.state === 'taken' ? freshnessOf(read.body.reviewBy, '2026-08-21') : 'no-date'
      })
    expect(countFreshness(states)).toEqual({ inDate: 28, due: 5, overdue: 31, noDate: 1 })
  })
})

const one = (id: string, at: string, more: Partial<ProcedureDocument> = {}): ProcedureDocument => ({
  id,
  title: id.toUpperCase(),
  procedure: 'refunds',
  supersedes: [],
  retired: false,
  at,
  ...more,
})

describe('which document of a procedure counts', () => {
  it('is the one approved first, unless another names it', () => {
    const { current, seconds } = authorityOf([one('b', '2'), one('a', '1')])
    expect(current.get('refunds')?.id).toBe('a')
    expect(seconds.map(({ document, first }) => [document.id, first.id])).toEqual([['b', 'a']])
    expect(authorityOf([one('a', '1'), one('b', '2', { supersedes: ['a'] })]).current.get('refunds')?.id).toBe('b')
  })

  it('follows a chain whatever the order of signatures', () => {
    for (const [a, b, c] of [
      ['1', '2', '3'],
      ['3', '2', '1'],
      ['2', '3', '1'],
    ] as const) {
      const chain = [one('a', a), one('b', b, { supersedes: ['a'] }), one('c', c, { supersedes: ['b'] })]
      const { current, replaced, seconds } = authorityOf(chain)
      expect([current.get('refunds')?.id, [...replaced.keys()].sort(), seconds]).toEqual(['c', ['a', 'b'], []])
    }
  })

  it('keeps one of those that name each other', () => {
    const ring = [
      one('a', '1', { supersedes: ['c'] }),
      one('b', '2', { supersedes: ['a'] }),
      one('c', '3', { supersedes: ['b'] }),
    ]
    expect(authorityOf(ring).current.size).toBe(1)
  })

  it('lets a document change beside itself, and another only when it says so', () => {
    const approved = [one('a', '1')]
    expect(whySecond({ id: 'a', procedure: 'refunds', supersedes: [] }, approved)).toBeNull()
    expect(whySecond({ id: 'b', procedure: 'refunds', supersedes: [] }, approved)).toContain('“A” (a)')
    expect(whySecond({ id: 'b', procedure: 'refunds', supersedes: ['a'] }, approved)).toBeNull()
    expect(whySecond({ id: 'b', procedure: 'returns', supersedes: [] }, approved)).toBeNull()
    expect(whySecond({ id: 'b', procedure: 'refunds', supersedes: [] }, [one('a', '1', { retired: true })])).toBeNull()
  })
})
