import { words } from '../words.ts'
import { siteName, wildcardEnd } from './site-pattern.ts'

/** A pattern as a person is asked for it: how far a wildcard reaches is said in words, as `*.` says it to few. */
export function siteSaid(pattern: string): string {
  const end = wildcardEnd(pattern)
  return end === null ? siteName(pattern) : words.sites.everyBelow(end)
}
