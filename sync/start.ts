import { renameSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { demoPeople, initDemo } from './demo/init-demo.ts'
import { type RunningDesk, serveDesk } from './demo/serve-desk.ts'
import { enrolmentLink } from './enrolment-link.ts'
import { openFolder } from './folder.ts'
import { realWorld } from './organisation.ts'
import { type RunningServer, startServer } from './server.ts'
import type { Settings } from './settings.ts'

export interface Started {
  server: RunningServer
  /** only where the organisation is a demo */
  desk: RunningDesk | null
  close(): Promise<void>
}

/** The roles of the demo that get a link at each start, and what their people do. */
const greeted = [
  { role: 'author', does: 'writes' },
  { role: 'sme', does: 'checks the facts and signs' },
  { role: 'ld', does: 'checks the learning, signs and releases' },
  { role: 'learner', does: 'does the work and learns' },
] as const

export interface Invitation {
  name: string
  role: string
  does: string
  link: string
}

/**
 * Makes the demo organisation where the folder holds none, then serves the API, the PWA and, for a demo, the desk.
 *
 * @throws {AppError} what `startServer`, `serveDesk` and `initDemo` throw
 */
export async function start(
  { folder, port, demoPort }: Pick<Settings, 'folder' | 'port' | 'demoPort'>,
  log: (line: string) => void,
): Promise<Started> {
  await makeDemoOnce(folder, log)
  const server = await startServer({ folder, port })
  if (!server.organisation.demo) return { server, desk: null, close: server.close }
  try {
    const desk = await serveDesk(demoPort)
    const close = async () => {
      await Promise.all([server.close(), desk.close()])
    }
    return { server, desk, close }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Fresh one-time links, for one person of each role of the demo. */
export async function invite({ organisation, origin }: RunningServer): Promise<Invitation[]> {
  const invitations: Invitation[] = []
  for (const { role, does } of greeted) {
    const person = demoPeople.find(({ roles }) => roles.includes(role))
    if (!person) continue
    const link = await enrolmentLink(organisation, person.id, origin)
    invitations.push({ name: person.name, role, does, link })
  }
  return invitations
}

/** Made beside the folder and moved in whole, the database last: a start that is interrupted begins afresh. */
async function makeDemoOnce(path: string, log: (line: string) => void): Promise<void> {
  const folder = openFolder(path)
  try {
    if (await folder.db.selectFrom('organisation').select('tenant').executeTakeFirst()) return
  } finally {
    await folder.close()
  }
  log('First run: making the demo organisation')
  const making = `${path}.making`
  rmSync(making, { recursive: true, force: true })
  const made = openFolder(making)
  try {
    // the vectors are kept in the folder that stays, whatever becomes of this attempt
    const world = { ...realWorld, openEmbedder: () => realWorld.openEmbedder(path) }
    await initDemo({ folder: made, world, log: (line) => log(`  ${line}`) })
  } finally {
    await made.close()
  }
  const files = (await readdir(making)).filter((name) => !name.startsWith('lock'))
  files.sort((a, b) => Number(a === 'handrail.db') - Number(b === 'handrail.db'))
  for (const name of files) {
    rmSync(join(path, name), { recursive: true, force: true })
    renameSync(join(making, name), join(path, name))
  }
  rmSync(making, { recursive: true, force: true })
}
