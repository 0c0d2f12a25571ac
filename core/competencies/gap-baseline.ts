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

/**
 * @param today       a day like 2026-01-31
 * @param confirmedOn the day somebody who answers for it last said that it holds; null: nobody has. What it says itself where left out
 */
export function gapBaseline(
  profile: RoleProfileBody | null,
  today: string,
  confirmedOn: string | null = profile?.reviewedOn ?? null,
): GapBaseline {
  if (!profile) return { state: 'missing', reviewedOn: null }
  if (confirmedOn === null) return { state: 'fiction', reviewedOn: null }
  const cadenceMonths = Math.min(profile.cadenceMonths, OLDEST_MONTHS)
  const stale = isStaleProfile({ ...profile, reviewedOn: confirmedOn, cadenceMonths }, today)
  return { state: stale ? 'fiction' : 'current', reviewedOn: confirmedOn }
}
