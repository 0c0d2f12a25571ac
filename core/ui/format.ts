import { DAY_MS } from '#core/base'
import { plural } from './plural.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The reader's own form of the language the page is in (en-GB, en-US...), else the page's language. */
export function pageLocale(): string {
  const page = document.documentElement.lang || 'en'
  const language = page.split('-')[0]
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? page
}

/**
 * A date in the page's locale: `4 May 2027` or `May 4, 2027`.
 *
 * @param when ms since 1970, an ISO moment, or a calendar day `2027-05-04` (a day stays that day in every time zone)
 * @returns the text itself when it is not a date: better an odd word than a wrong date
 */
export function formatDay(when: number | string, locale = pageLocale()): string {
  const isDay = typeof when === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(when)
  const date = new Date(isDay ? `${when}T00:00:00Z` : when)
  if (Number.isNaN(date.getTime())) return String(when)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(isDay && { timeZone: 'UTC' }),
  }).format(date)
}

/** Making one takes 40 times as long as using it, and a list may show thousands of moments. */
let moments: { locale: string; format: Intl.DateTimeFormat } | undefined

/** Date and time of day in the page's locale and the reader's time zone. @param whenMs ms since 1970 */
export function formatMoment(whenMs: number, locale = pageLocale()): string {
  if (moments?.locale !== locale)
    moments = { locale, format: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }) }
  return moments.format.format(whenMs)
}

/** How long ago, in words: `just now`, `2 min ago`, `3 h ago`, `5 days ago`. A moment in the future is `just now`. */
export function formatAgo(whenMs: number, nowMs: number): string {
  const age = formatAge(whenMs, nowMs)
  return age === 'just now' ? age : `${age} ago`
}

/** The same without `ago`: `2 min`, `3 h`, `5 days`. */
export function formatAge(whenMs: number, nowMs: number): string {
  const ms = nowMs - whenMs
  if (ms < MINUTE_MS) return 'just now'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`
  const days = Math.floor(ms / DAY_MS)
  return `${days} ${plural(days, 'day')}`
}

/** @returns `Ana`, `Ana and Ben`, `Ana, Ben, and Cy`, as the locale joins names */
export function formatNames(names: readonly string[], locale = pageLocale()): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}
