/** Calendar days are text like 2026-01-31 and compare as text; they have no zone. */

/** A day without the clock changes that a calendar has, ms. */
export const DAY_MS = 86_400_000

/** The day in UTC of a moment in ms since 1970. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The same day some months later, or the last day of that month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const [laterYear, laterMonth] = [Math.floor(index / 12), ((index % 12) + 12) % 12]
  const lastDate = new Date(Date.UTC(laterYear, laterMonth + 1, 0)).getUTCDate()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(laterYear).padStart(4, '0')}-${two(laterMonth + 1)}-${two(Math.min(date, lastDate))}`
}

export const addDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY_MS)

/** Days from one to the other, negative where `to` lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
