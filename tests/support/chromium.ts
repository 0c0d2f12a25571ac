import { existsSync } from 'node:fs'

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

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A Chromium that loads unpacked extensions (branded Chrome does not), or null. `CHROME_PATH` wins. */
export function findChromium(): string | null {
  const wanted = process.env.CHROME_PATH
  if (wanted) return existsSync(wanted) ? wanted : null
  return usual.find((path) => existsSync(path)) ?? null
}
