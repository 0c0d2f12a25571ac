import { spawnSync } from 'node:child_process'
import { findChromium } from '../chromium.ts'
import { aptInstall } from './apt-install.ts'

/** Finds a browser or fetches one: by playwright into its own cache, else from Debian's packages where we are root. */
export function ensureChromium(log: (line: string) => void): string | null {
  const there = findChromium()
  if (there || process.env.CHROME_PATH) return there
  log('no Chromium here: asking playwright for one')
  spawnSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 600_000,
  })
  const fetched = findChromium()
  if (fetched) return fetched
  aptInstall('chromium', log)
  return findChromium()
}

export const noChromium = process.env.CHROME_PATH
  ? `There is nothing at CHROME_PATH=${process.env.CHROME_PATH}; point it to a Chromium and run npm test again.`
  : 'No Chromium was found or could be fetched: install it, or set CHROME_PATH to it, and run npm test again.'
