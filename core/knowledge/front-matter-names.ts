import * as v from 'valibot'
import { Day } from '#core/content'

/** Names others use for the same, first wins: those of the UK government's technical documentation template. */
const aliases: Readonly<Record<string, string>> = {
  'last-reviewed-on': 'version-date',
  'owner-slack': 'owner',
  'responsible-role': 'owner',
}

/**
 * Front matter under the names we know: case and `_` do not matter; `last_reviewed_on` with `review_in: 6 months` gives
 * `review-by`. What the file says in our own names comes first.
 */
export function ownNames(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name.trim().toLowerCase().replaceAll('_', '-'), value]),
  )
  for (const [name, ours] of Object.entries(aliases)) own[ours] ??= own[name]
  own['review-by'] ??= reviewBy(own['last-reviewed-on'], own['review-in'])
  return own
}

function reviewBy(from: unknown, within: unknown): string | undefined {
  const [, count, unit] = /^(\d{1,3})\s*(day|week|month|year)s?$/i.exec(String(within).trim()) ?? []
  if (!v.is(Day, from) || !count || !unit) return undefined
  return later(from, Number(count), unit.toLowerCase())
}

/** A month later is the same day of the next month, or its last. */
function later(day: string, count: number, unit: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  if (unit === 'day' || unit === 'week') return iso(Date.UTC(year, month - 1, date + count * (unit === 'week' ? 7 : 1)))
  const months = month - 1 + count * (unit === 'year' ? 12 : 1)
  const lastOfMonth = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  return iso(Date.UTC(year, months, Math.min(date, lastOfMonth)))
}

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
