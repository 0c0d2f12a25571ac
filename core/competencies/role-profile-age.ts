import { addMonths } from '#core/base'
import type { roleProfile } from '#core/content'

export type RoleProfileBody = ReturnType<typeof roleProfile.parse>

/**
 * Whether a role profile is past its cadence: gaps computed from it are marked and kept out of reports.
 *
 * @param today a day like 2026-01-31
 */
export function isStaleProfile({ reviewedOn, cadenceMonths }: RoleProfileBody, today: string): boolean {
  return addMonths(reviewedOn, cadenceMonths) < today
}
