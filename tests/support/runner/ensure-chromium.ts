import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from '../chromium.ts'

/** Finds a browser or fetches one: by playwright into its own cache, else from Debian's packages where we are root. */
export function ensureChromium(log: (line: string) => void): string | null {
  const there = findChromium()
  if (there || process.env.CHROME_PATH) return there
  log('no Chromium here: asking playwright for one')
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'])
  const fetched = findChromium()
  if (fetched) return fetched
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  log('asking apt-get for chromium')
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'])
  return findChromium()
}

export const noChromium = process.env.CHROME_PATH
  ? `There is nothing at CHROME_PATH=${process.env.CHROME_PATH}; point it to a Chromium and run npm test again.`
  : 'No Chromium was found or could be fetched: install it, or set CHROME_PATH to it, and run npm test again.'

function run(command: string, args: string[]): void {
  spawnSync(command, args, { stdio: 'inherit', timeout: 600_000 })
}
