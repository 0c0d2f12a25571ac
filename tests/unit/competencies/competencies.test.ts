import { describe, expect, it } from 'vitest'
import { createCompetencyIndex, isStaleProfile, type RoleProfileBody } from '#core/competencies'
import { competency, roleProfile } from '#core/content'

const profile = (reviewedOn: string, cadenceMonths: number): RoleProfileBody =>
  roleProfile.parse({ ...(roleProfile.examples[0] as RoleProfileBody), reviewedOn, cadenceMonths })

describe('a role profile', () => {
  it.each([
    ['2026-06-01', 12, '2027-06-01', false],
    ['2026-06-01', 12, '2027-06-02', true],
    ['2026-08-31', 6, '2027-02-28', false],
    ['2026-08-31', 6, '2027-03-01', true],
    ['2027-11-30', 3, '2028-02-29', false],
    ['2026-12-15', 1, '2027-01-15', false],
  ])('reviewed on %s every %i months is on %s stale: %s', (reviewedOn, cadence, today, stale) => {
    expect(isStaleProfile(profile(reviewedOn, cadence), today)).toBe(stale)
  })
})

describe('the names of competencies', () => {
  const index = createCompetencyIndex([{ id: 'handle-refund', body: competency.examples[0] }])
  it('are found for competencies and sub-competencies, and never empty', () => {
    expect(index.title('handle-refund')).toBe('Handle a refund request')
    expect(index.title('refund-limits')).toBe('Refund limits')
    expect(index.title('unknown-one')).toBe('unknown-one')
  })
})
