import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Flags for a browser that talks to nobody but the pages under test. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const names = ['chromium', 'chromium-browser', 'Chromium']
const places = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Chromium.app/Contents/MacOS']

/**
 * A Chromium that loads unpacked extensions (branded Chrome does not), or null. `CHROME_PATH` wins, then the usual names, then
 * the one playwright keeps in its own cache.
 */
export function findChromium(): string | null {
  const wanted = process.env.CHROME_PATH
  if (wanted) return existsSync(wanted) ? wanted : null
  const folders = [...places, ...(process.env.PATH ?? '').split(delimiter)]
  const usual = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...usual, chromium.executablePath()].find((path) => path !== '' && existsSync(path)) ?? null
}
