import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { createHttpTransport } from '#core/adapters/http'
import { AppError, parseJson, type Transport } from '#core/base'
import { createApp } from './app.ts'
import { openFolder } from './folder.ts'
import { folderHolder } from './folder-lock.ts'
import { openOrganisation, readAdminToken } from './organisation.ts'

/** The command line's way in: the same API a device uses, with the operator's token. */
export interface Operator {
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<unknown>
  delete(path: string): Promise<unknown>
  getBytes(path: string, maxBytes: number): Promise<Uint8Array>
  /** the running server's address, or null when the app runs in this process */
  readonly origin: string | null
  close(): Promise<void>
}

const SERVER_FILE = 'server.json'
const ServerFile = v.object({ origin: v.string(), pid: v.number() })
/** An import of a large folder may take minutes. */
const TIMEOUT_MS = 600_000
const MAX_JSON_BYTES = 64 * 1024 * 1024

export const serverFile = (folder: string): string => join(folder, SERVER_FILE)
export const dataFolder = (): string => process.env.HANDRAIL_DATA || '.handrail'

/**
 * Talks to the server that runs on the folder; when none runs, to the app in this process under the folder's lock.
 *
 * @throws {AppError} `not-initialised`, `folder-locked` when another command holds the folder
 */
export async function createOperator({ folder = dataFolder() }: { folder?: string } = {}): Promise<Operator> {
  if (!existsSync(join(folder, 'handrail.db')))
    throw new AppError('not-initialised', `There is no organisation in ${folder} yet; make one with handrail init.`)
  let opened: ReturnType<typeof openFolder>
  try {
    opened = openFolder(folder)
  } catch (error) {
    const origin = error instanceof AppError && error.code === 'folder-locked' ? runningServer(folder) : null
    if (origin === null) throw error
    const credential = readAdminToken(folder)
    const options = { origin, credential, timeoutMs: TIMEOUT_MS, maxJsonBytes: MAX_JSON_BYTES }
    return operator(createHttpTransport(options), origin, async () => {})
  }
  try {
    const app = createApp(await openOrganisation(opened), { log: (line) => console.error(line) })
    const transport = createHttpTransport({
      origin: 'http://in-process.invalid',
      credential: readAdminToken(opened.path),
      fetch: async (request) => app.fetch(request),
      timeoutMs: TIMEOUT_MS,
      maxJsonBytes: MAX_JSON_BYTES,
    })
    return operator(transport, null, opened.close)
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** Runs `work` with the operator's client and closes it after. @throws {AppError} as `createOperator` */
export async function withOperator<T>(work: (operator: Operator) => Promise<T>): Promise<T> {
  const operator = await createOperator()
  try {
    return await work(operator)
  } finally {
    await operator.close()
  }
}

function operator(transport: Transport, origin: string | null, close: () => Promise<void>): Operator {
  return {
    get: (path) => transport.getJson(path),
    post: (path, body) => transport.postJson(path, body),
    delete: (path) => transport.deleteJson(path),
    getBytes: (path, maxBytes) => transport.getBytes(path, { maxBytes }),
    origin,
    close,
  }
}

function runningServer(folder: string): string | null {
  try {
    const { origin, pid } = parseJson(ServerFile, readFileSync(serverFile(folder), 'utf8'), SERVER_FILE)
    // left by a server that was killed: somebody else may listen there now, and the token is not for them
    return folderHolder(folder) === String(pid) ? origin : null
  } catch {
    return null
  }
}
