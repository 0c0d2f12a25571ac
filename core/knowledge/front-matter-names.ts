import * as v from 'valibot'
import { addDays, addMonths } from '#core/base'
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
  const n = Number(count)
  if (unit.toLowerCase() === 'day') return addDays(from, n)
  if (unit.toLowerCase() === 'week') return addDays(from, 7 * n)
  return addMonths(from, unit.toLowerCase() === 'year' ? 12 * n : n)
}
