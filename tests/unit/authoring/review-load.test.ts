import { describe, expect, it } from 'vitest'
import { coarseMinutes, type ReviewerHours, reviewLoads, reviewMinutes, type WaitingReview } from '#core/authoring'

const sme = (person: string, minutes: number, domains: string[] = []): ReviewerHours => ({
  person,
  roles: ['sme'],
  minutes,
  domains,
})
const ld = (person: string, minutes: number): ReviewerHours => ({ person, roles: ['ld'], minutes, domains: [] })
const waits = (role: 'sme' | 'ld', minutes: number, ...domains: string[]): WaitingReview => ({
  key: `${role} ${domains}`,
  role,
  domains,
  minutes,
})
const overIn = (...args: Parameters<typeof reviewLoads>) =>
  reviewLoads(...args).flatMap(({ domain, over }) => (over ? [domain] : []))

describe('hours against what waits', () => {
  it('is over where more waits than is reserved, and only there', () => {
    const hours = [sme('sue', 60, ['refunds']), sme('sam', 60, ['shipping']), ld('lena', 300)]
    const waiting = [waits('sme', 61, 'refunds'), waits('sme', 60, 'shipping'), waits('ld', 20, 'refunds')]
    expect(overIn(hours, waiting)).toEqual(['refunds'])
  })

  it('is over where one role has no time left, whatever the other has', () => {
    expect(
      overIn([sme('sue', 6000), ld('lena', 10)], [waits('sme', 5, 'refunds'), waits('ld', 11, 'refunds')]),
    ).toEqual(['refunds'])
  })

  it('is over where nobody has reserved anything', () => {
    expect(overIn([], [], ['refunds'])).toEqual(['refunds'])
    expect(overIn([sme('sue', 60, ['shipping']), ld('lena', 60)], [], ['refunds'])).toEqual(['refunds'])
  })

  it('gives shared hours where nobody else can help', () => {
    const hours = [sme('sue', 60, ['a', 'b']), sme('sam', 60, ['b', 'c']), ld('lena', 600)]
    // a has only sue, c has only sam, so b gets what they leave
    expect(overIn(hours, [waits('sme', 50, 'a'), waits('sme', 20, 'b'), waits('sme', 50, 'c')])).toEqual([])
    expect(overIn(hours, [waits('sme', 50, 'a'), waits('sme', 22, 'b'), waits('sme', 50, 'c')]).length).toBeGreaterThan(
      0,
    )
  })

  it('never counts an hour twice', () => {
    const loads = reviewLoads([sme('sue', 60)], [waits('sme', 60, 'a'), waits('sme', 60, 'b')])
    expect(loads.reduce((sum, { roles }) => sum + roles.sme.reservedMinutes, 0)).toBe(60)
  })

  it('weighs on each of several domains with its part', () => {
    const [a, b] = reviewLoads([], [waits('sme', 10, 'a', 'b')])
    expect([a?.queuedMinutes, b?.queuedMinutes]).toEqual([5, 5])
  })
})

describe('minutes of a review', () => {
  it('grow with the kind and its length, from one minute to an hour', () => {
    expect(reviewMinutes('job-aid', 0, [])).toBe(3)
    expect(reviewMinutes('job-aid', 250, [])).toBe(6)
    expect(reviewMinutes('document', 1_000_000, [])).toBe(60)
  })

  it('are the median of five or more that were measured', () => {
    expect(reviewMinutes('job-aid', 250, [1, 1, 20, 20])).toBe(6)
    expect(reviewMinutes('job-aid', 250, [1, 2, 30, 2, 2])).toBe(2)
  })

  it('are measured coarsely, and not at all after two hours', () => {
    expect([1, 61_000, 4 * 60_000, 121 * 60_000, -1].map(coarseMinutes)).toEqual([1, 2, 5, null, null])
  })
})
