import { rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { AppError } from '#core/base'
import { createApp } from './app.ts'
import { serverFile } from './client.ts'
import { openFolder } from './folder.ts'
import { type Organisation, openOrganisation, realWorld, type World } from './organisation.ts'
import type { Routes } from './routes/index.ts'
import { sourceChecks } from './sources/source-checks.ts'
import { type StaticFolders, serveStatic } from './static-files.ts'
import { startMail } from './studio/mail-runs.ts'
import { readMailSettings } from './studio/mail-settings.ts'
import { startReminders } from './studio/review-reminders.ts'

export interface ServerOptions {
  /** the organisation's data folder; must hold an organisation */
  folder: string
  /** 0 takes any free one */
  port?: number
  host?: string
  /** what is built; false serves the API alone */
  static?: Partial<StaticFolders> | false
  routes?: Routes
  world?: World
  log?(line: string): void
}

export interface RunningServer {
  readonly origin: string
  readonly port: number
  readonly organisation: Organisation
  /** stops accepting, finishes what runs (at most 4 s), writes the database's log back; may be called twice */
  close(): Promise<void>
}

/** A server stopped by its operator ends within 5 s; connections still open after this are cut. */
const FINISH_MS = 4000

/**
 * Serves one organisation from its folder.
 *
 * @throws {AppError} `port-taken`, `folder-locked`, `not-initialised`, `bad-input` for settings of mail, and what openFolder throws
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port = 8787, host = '127.0.0.1', world = realWorld, log = (line) => console.error(line) } = options
  const mail = readMailSettings(process.env)
  const folder = openFolder(options.folder)
  try {
    const organisation = await openOrganisation(folder, world)
    const app = createApp(organisation, { log, ...(options.routes ? { routes: options.routes } : {}) })
    if (options.static !== false) serveStatic(app, { ...builtFolders(), ...options.static })
    const watching = new AbortController()
    sourceChecks(organisation).watch(watching.signal)
    let stopping = false
    const server = await listen((request) => (stopping ? busyStopping(request) : app.fetch(request)), host, port)
    const address = server.address()
    const bound = typeof address === 'object' && address ? address.port : port
    const origin = `http://${host}:${bound}`
    writeFileSync(serverFile(folder.path), JSON.stringify({ origin, pid: process.pid }), { mode: 0o600 })
    const stopReminders = startReminders(organisation, log)
    const stopMail = startMail(organisation, mail, origin, log)
    let closing: Promise<void> | undefined
    const close = async () => {
      stopping = true
      watching.abort()
      await finish(server)
      await stopReminders()
      await stopMail()
      rmSync(serverFile(folder.path), { force: true })
      await folder.close()
    }
    return { origin, port: bound, organisation, close: () => (closing ??= close()) }
  } catch (error) {
    await folder.close()
    throw error
  }
}

/** Ends the process cleanly on Ctrl-C or SIGTERM: `close` everything, exit 0; a second signal ends it at once. */
export function stopOnSignals(close: () => Promise<unknown>): void {
  const stop = () => {
    process.once('SIGINT', () => process.exit(130))
    process.once('SIGTERM', () => process.exit(143))
    close().then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(70)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

const root = resolve(import.meta.dirname, '..')
const builtFolders = (): StaticFolders => ({
  pwa: resolve(root, 'dist/pwa'),
  model: resolve(root, 'dist/model'),
  ort: resolve(root, 'node_modules/@xenova/transformers/dist'),
})

const busyStopping = (_request: Request): Response =>
  Response.json(
    { code: 'stopping', message: 'The server is stopping; try again in a moment.' },
    { status: 503, headers: { 'retry-after': '5', connection: 'close' } },
  )

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  hostname: string,
  port: number,
): Promise<Server> {
  return new Promise((listening, failed) => {
    const server = serve({ fetch, hostname, port }, () => listening(server as Server))
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE')
        failed(
          new AppError('port-taken', `Port ${port} is taken; stop what uses it, or choose another with PORT.`, cause),
        )
      else if (cause.code === 'EACCES')
        failed(
          new AppError('port-taken', `Port ${port} may not be used by this account; choose another with PORT.`, cause),
        )
      else failed(cause)
    })
  })
}

function finish(server: Server): Promise<void> {
  return new Promise((finished) => {
    // a kept-alive connection becomes idle only after its last answer, so it is looked for until the end
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      finished()
    })
  })
}
