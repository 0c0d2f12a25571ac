import { describe, expect, it } from 'vitest'
import {
  activateGap,
  type Gap,
  type GapReading,
  type GapReadings,
  gapBaseline,
  isOldReading,
  judgeValue,
  rankGaps,
  readGapEvidence,
  saidShare,
  sourcesDisagree,
  sumReadings,
} from '#core/competencies'

const gap = (more: Partial<Gap> = {}): Gap => ({
  role: 'service-desk-agent',
  competency: 'handle-refund',
  sub: null,
  statement: 'Cannot decide a refund above the limit without asking a colleague',
  asked: [],
  priority: { impact: 'quality', goal: 'Refunds right the first time', size: 2, why: 'One in six comes back' },
  owner: 'lena',
  effect: 'One in twenty comes back',
  state: 'candidate',
  decisions: [{ act: 'recorded', person: 'lena', at: '2026-11-22T08:00:00.000Z', reason: null, beside: [] }],
  ...more,
})
const reading = (says: GapReading['says'], more: Partial<GapReading> = {}): GapReading => ({
  says,
  value: '',
  on: '2026-10-01',
  from: 'x',
  old: false,
  ...more,
})
const nothing: GapReadings = { assessment: null, observation: null, performance: null }

describe('three active gaps', () => {
  const ask = (active: string[], override: string | null = null, of = gap()) =>
    activateGap({ gap: of, active, person: 'lena', at: '2026-11-22T08:00:00.000Z', override })

  it('take a third, and refuse a fourth with the ids of the three', () => {
    expect(ask(['a', 'b']).state).toBe('activated')
    expect(ask(['a', 'b', 'c'])).toEqual({ state: 'full', active: ['a', 'b', 'c'] })
  })

  it('take a fourth on somebody’s word, which stays with the gap', () => {
    const done = ask(['a', 'b', 'c'], 'The auditor asks for it')
    expect(done).toMatchObject({
      state: 'activated',
      gap: { state: 'active', decisions: [{}, { act: 'activated-over-limit', reason: 'The auditor asks for it' }] },
    })
    expect(done.state === 'activated' && done.gap.decisions.at(-1)?.beside).toEqual(['a', 'b', 'c'])
  })

  it('each have a goal, an owner and an expected effect', () => {
    expect(ask([], null, gap({ owner: null, effect: null, priority: null }))).toEqual({
      state: 'incomplete',
      missing: ['the business goal it stands in the way of', 'an owner', 'the effect expected of closing it'],
    })
  })
})

describe('what three sources say', () => {
  it('disagree where one says enough and another not, and not where one is missing or cannot tell', () => {
    expect(sourcesDisagree({ ...nothing, assessment: reading('meets'), performance: reading('below') })).toBe(true)
    expect(sourcesDisagree({ ...nothing, assessment: reading('meets') })).toBe(false)
    expect(sourcesDisagree({ ...nothing, assessment: reading('meets'), observation: reading('cannot-tell') })).toBe(
      false,
    )
  })

  it('judge a value only against what is enough', () => {
    expect([judgeValue(95, '>=95'), judgeValue(94, '95'), judgeValue(2, '<=2'), judgeValue(3, '<= 2')]).toEqual([
      'meets',
      'below',
      'meets',
      'below',
    ])
    expect(judgeValue(0, null)).toBe('cannot-tell')
  })

  it('are old after twelve months', () => {
    expect(isOldReading('2025-11-22', '2026-11-22')).toBe(false)
    expect(isOldReading('2025-11-21', '2026-11-22')).toBe(true)
  })

  it('are summed over ten people and more, and who has no reading is in no part of the share', () => {
    const below = { ...nothing, assessment: reading('below') }
    const meets = { ...nothing, assessment: reading('meets') }
    expect(sumReadings(Array(9).fill(below)).assessment).toEqual({ state: 'too-few' })
    const sums = sumReadings([...Array(5).fill(below), ...Array(5).fill(meets), ...Array(40).fill(nothing)])
    expect(sums.assessment).toEqual({ state: 'counted', people: 10, below: 0.5 })
    expect(sums.observation).toEqual({ state: 'too-few' })
  })

  it('never tell of everybody at once', () => {
    const all = sumReadings(Array(12).fill({ ...nothing, performance: reading('below') }))
    expect(all.performance).toEqual({ state: 'counted', people: 10, below: 1 })
    expect(saidShare(1)).toBe('nearly all')
    expect(saidShare(0)).toBe('few')
  })

  it('move in steps of five people: one result more mostly tells nothing', () => {
    const sum = (n: number, below: number) =>
      sumReadings(
        Array.from({ length: n }, (_, i) => ({ ...nothing, performance: reading(i < below ? 'below' : 'meets') })),
      ).performance
    const told = (n: number) => Array.from({ length: n + 1 }, (_, below) => JSON.stringify(sum(n, below)))
    const moves = (n: number) => told(n).filter((each, i) => i > 0 && each !== told(n)[i - 1]).length
    expect([moves(10), moves(14), moves(20), moves(50)]).toEqual([2, 2, 4, 10])
    expect(sum(11, 4)).toEqual(sum(10, 4))
    expect(sum(14, 5)).toEqual(sum(13, 4))
  })
})

it('gaps stand by the size of their effect, then by the people they hold back, and say so', () => {
  const row = (id: string, size: 1 | 2 | 3, below: number | null) => ({
    id,
    gap: gap({ priority: { impact: 'speed', goal: 'Faster', size, why: 'x' } }),
    weight: 0.5,
    below: below === null ? ({ state: 'too-few' } as const) : ({ state: 'counted', people: 20, below } as const),
  })
  const ranked = rankGaps([row('a', 2, null), row('b', 2, 0.3), row('c', 3, 0.1), row('d', 2, 0.6)])
  expect(ranked.map(({ id }) => id)).toEqual(['c', 'd', 'b', 'a'])
  expect(ranked[1]?.why).toBe(
    'Clear effect on speed (Faster); about 60 % of 20 or more people are below what the role requires; weight 0.5 in the role.',
  )
  expect(ranked[3]?.why).toContain('how many people it holds back is not known')
})

it('a role profile is fiction after its cadence, and after twelve months whatever its cadence', () => {
  const profile = (cadenceMonths: number) => ({
    title: 'Agent',
    owner: 'Head',
    reviewedOn: '2025-11-22',
    cadenceMonths,
    competencies: [],
  })
  expect(gapBaseline(profile(24), '2026-11-22').state).toBe('current')
  expect(gapBaseline(profile(24), '2026-11-23').state).toBe('fiction')
  expect(gapBaseline(profile(6), '2026-06-01').state).toBe('fiction')
  expect(gapBaseline(null, '2026-06-01').state).toBe('missing')
})

describe('lines of evidence', () => {
  const known = {
    people: new Set(['leo']),
    competencies: new Set(['handle-refund']),
    nowMs: Date.parse('2026-11-22T08:00:00Z'),
  }
  const read = (...lines: string[]) => {
    const all = [...readGapEvidence(['person,competency,type,value,needed,date,source', ...lines].join('\n'), known)]
    return {
      rows: all.flatMap((each) => ('row' in each ? [each.row] : [])),
      refused: all.filter((each) => 'reason' in each),
    }
  }

  it('are refused one by one, with their line and the reason', () => {
    const { rows, refused } = read(
      'leo,handle-refund,observation,1,,2026-10-01,Mona',
      '',
      'leo,handle-refund,performance,,>=95,2026-10-01,QA report',
      'zoe,handle-refund,observation,1,,2026-10-01,Mona',
      'leo,juggling,observation,1,,2026-10-01,Mona',
      'leo,handle-refund,observation,1,,2027-10-01,Mona',
      'leo,handle-refund,hearsay,1,,2026-10-01,Mona',
      '"leo",handle-refund,performance,97.5,>=95,2026-11-01,"QA report,',
      'October"',
      'leo,handle-refund,performance,97,about 95,2026-10-01,QA report',
    )
    expect(rows).toMatchObject([
      { person: 'leo', type: 'observation', value: 1, needed: null },
      { value: 97.5, needed: '>=95', source: 'QA report,\nOctober' },
    ])
    expect(refused.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 11])
    expect(refused[0]?.reason).toBe('value must be a number; leave a line out where nothing is known')
    expect(refused[1]?.reason).toBe('there is no person "zoe"')
    expect(refused[5]?.reason).toMatch(/^needed must be a number/)
  })

  it('are not read under another header', () => {
    expect(() => [...readGapEvidence('who,what\n', known)]).toThrow('the first line must be person,competency,type')
  })
})
