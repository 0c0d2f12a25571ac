import { isStaleProfile, type RoleProfileBody } from './role-profile-age.ts'

/** Beyond this no role profile is believed, whatever cadence it names, months. */
const OLDEST_MONTHS = 12

export interface GapBaseline {
  /**
   * `fiction`: the role profile is older than 12 months or than its cadence, so what it requires is nobody's word today; gaps on
   * it are shown and marked, and stay out of reports until its owner confirms it. `missing`: there is no such profile.
   */
  state: 'current' | 'fiction' | 'missing'
  reviewedOn: string | null
}

/** @param today a day like 2026-01-31 */
export function gapBaseline(profile: RoleProfileBody | null, today: string): GapBaseline {
  if (!profile) return { state: 'missing', reviewedOn: null }
  const cadenceMonths = Math.min(profile.cadenceMonths, OLDEST_MONTHS)
  const stale = isStaleProfile({ ...profile, cadenceMonths }, today)
  return { state: stale ? 'fiction' : 'current', reviewedOn: profile.reviewedOn }
}
