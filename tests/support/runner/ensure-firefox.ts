import { findFirefox } from '../firefox/find-firefox.ts'
import { aptInstall } from './apt-install.ts'

/** Finds a Firefox or, where we are root on Debian, fetches its package. */
export function ensureFirefox(log: (line: string) => void): string | null {
  const there = findFirefox()
  if (there || process.env.FIREFOX_PATH) return there
  aptInstall('firefox-esr', log)
  return findFirefox()
}

/** Said where the tests in Firefox are left out. */
export const noFirefox = process.env.FIREFOX_PATH
  ? `NOT RUN: the extension in Firefox: there is nothing at FIREFOX_PATH=${process.env.FIREFOX_PATH}`
  : 'NOT RUN: the extension in Firefox: none was found or could be fetched; install it, or set FIREFOX_PATH to it'
