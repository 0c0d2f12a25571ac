import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findFirefox } from '../firefox/find-firefox.ts'

/** Finds a Firefox or, where we are root on Debian, fetches its package. */
export function ensureFirefox(log: (line: string) => void): string | null {
  const there = findFirefox()
  if (there || process.env.FIREFOX_PATH) return there
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  log('no Firefox here: asking apt-get for firefox-esr')
  run(['update', '-q'])
  run(['install', '-yq', '--no-install-recommends', 'firefox-esr'])
  return findFirefox()
}

/** Said where the tests in Firefox are left out. */
export const noFirefox = process.env.FIREFOX_PATH
  ? `NOT RUN: the extension in Firefox: there is nothing at FIREFOX_PATH=${process.env.FIREFOX_PATH}`
  : 'NOT RUN: the extension in Firefox: none was found or could be fetched; install it, or set FIREFOX_PATH to it'

function run(args: string[]): void {
  spawnSync('apt-get', args, { stdio: 'inherit', timeout: 600_000 })
}
