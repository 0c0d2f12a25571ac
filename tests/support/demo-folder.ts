import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { initDemo } from '../../sync/demo/init-demo.ts'
import { openFolder } from '../../sync/folder.ts'

/** Where the files of one test run share a demo organisation; set by `setup`. */
const SHARED = 'HANDRAIL_SHARED_DEMO'

/** Before a test run (vitest's `globalSetup`): a place for the demo. It is made only if a test asks for it. */
export default function setup(): () => void {
  const shared = mkdtempSync(join(tmpdir(), 'handrail-demo-'))
  process.env[SHARED] = shared
  return () => rmSync(shared, { recursive: true, force: true })
}

/**
 * Puts the demo organisation into an empty folder: made once in a test run, by who asks first, and copied. Outside of one the
 * folder stays empty, and the server makes the demo as at any first start.
 */
export async function placeDemo(folder: string): Promise<void> {
  const shared = process.env[SHARED]
  if (!shared) return
  const made = join(shared, 'made')
  while (!existsSync(made))
    if (take(join(shared, 'taken'))) await makeDemo(shared, made)
    else await wait(100)
  cpSync(made, folder, { recursive: true })
}

async function makeDemo(shared: string, made: string): Promise<void> {
  const making = join(shared, 'making')
  try {
    const folder = openFolder(making)
    try {
      await initDemo({ folder, log: () => {} })
    } finally {
      await folder.close()
    }
    renameSync(making, made)
  } catch (error) {
    for (const name of ['making', 'taken']) rmSync(join(shared, name), { recursive: true, force: true })
    throw error
  }
}

/** Only one of all processes makes a folder. */
function take(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}
