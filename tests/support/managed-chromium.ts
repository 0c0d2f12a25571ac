import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

const SETTINGS = '/etc/chromium'
const EXTENSION = 'ihfoechnhmmdadapegaafenealihbden'

/**
 * A Chromium that finds this policy for our extension where an administrator would have put it. It alone does: the folder
 * lies over `/etc/chromium` in a mount namespace of its own, so no other browser of this machine sees it.
 *
 * @param folder where its files are made
 * @returns a program to start in Chromium's place, or null where this machine has no such namespaces
 */
export function managedChromium(folder: string, policy: Readonly<Record<string, unknown>>): string | null {
  const chromium = findChromium()
  const how = [['-m'], ['-rm']].find((flags) => {
    try {
      execFileSync('unshare', [...flags, 'true'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
  if (!chromium || !how || !existsSync(SETTINGS)) return null
  const settings = join(folder, 'chromium-settings')
  mkdirSync(join(settings, 'policies/managed'), { recursive: true })
  writeFileSync(
    join(settings, 'policies/managed/handrail.json'),
    JSON.stringify({ '3rdparty': { extensions: { [EXTENSION]: policy } } }),
  )
  const program = join(folder, 'managed-chromium')
  writeFileSync(
    program,
    `#!/bin/sh\nexec unshare ${how} sh -c 'mount --bind "${settings}" ${SETTINGS} && exec "${chromium}" "$@"' chromium "$@"\n`,
  )
  chmodSync(program, 0o755)
  return program
}
