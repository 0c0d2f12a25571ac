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

/** The same day some months later, or the last day of that month where it has no such day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const [laterYear, laterMonth] = [Math.floor(index / 12), index % 12]
  const lastDate = new Date(Date.UTC(laterYear, laterMonth + 1, 0)).getUTCDate()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${laterYear}-${two(laterMonth + 1)}-${two(Math.min(date, lastDate))}`
}
