import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['firefox-esr', 'firefox']
const places = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Firefox.app/Contents/MacOS']

/** A Firefox, or null. `FIREFOX_PATH` wins, then the usual names. */
export function findFirefox(): string | null {
  const wanted = process.env.FIREFOX_PATH
  if (wanted) return existsSync(wanted) ? wanted : null
  const folders = [...places, ...(process.env.PATH ?? '').split(delimiter)]
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ?? null
}
