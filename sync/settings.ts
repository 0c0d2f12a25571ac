import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { AppError } from '#core/base'
import { dataFolder } from './client.ts'
import { openFolder } from './folder.ts'
import { readModelSettings } from './model-settings.ts'

export interface Settings {
  folder: string
  port: number
  demoPort: number
  /** a demo is neither served nor made */
  production: boolean
}

/**
 * `PORT`, `DEMO_PORT`, `HANDRAIL_DATA` of CONTRACTS. What is set of a model is checked now and read when it is used.
 *
 * @throws {AppError} `bad-input`
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  readModelSettings(env)
  return {
    folder: resolve(env.HANDRAIL_DATA || dataFolder()),
    port: readPort('PORT', env.PORT, 8787),
    demoPort: readPort('DEMO_PORT', env.DEMO_PORT, 8788),
    production: env.NODE_ENV === 'production',
  }
}

/**
 * Looks for what would stop a start (a port taken, another server on the folder, a disk that cannot be written) before minutes
 * are spent on building.
 *
 * @throws {AppError} `port-taken`, `folder-locked`, `storage-full`, `bad-folder`; `refused`, `not-initialised` in production
 */
export async function checkStart({ folder, port, demoPort, production }: Settings): Promise<void> {
  const opened = openFolder(folder)
  try {
    const row = await opened.db.selectFrom('organisation').select('demo').executeTakeFirst()
    if (production && !row)
      throw new AppError('not-initialised', `There is no organisation in ${folder} yet; make one with handrail init.`)
    if (production && row?.demo === 1)
      throw new AppError(
        'refused',
        `${folder} holds a demo organisation, whose keys lie in files: it is never served with NODE_ENV=production.`,
      )
  } finally {
    await opened.close()
  }
  await portIsFree(port, 'PORT')
  await portIsFree(demoPort, 'DEMO_PORT')
}

function readPort(name: string, text: string | undefined, usual: number): number {
  if (!text) return usual
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new AppError('bad-input', `${name}=${text} is no port; use a whole number from 1 to 65535.`)
}

function portIsFree(port: number, name: string): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer()
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      taken(
        new AppError(
          'port-taken',
          `Port ${port} is taken (${cause.code}); stop what uses it, or choose another with ${name}.`,
          cause,
        ),
      ),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()))
  })
}
