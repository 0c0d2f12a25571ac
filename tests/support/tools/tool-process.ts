import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningTool {
  readonly name: string
  readonly origin: string
  /** ends the process and deletes its folder */
  stop(): Promise<void>
}

/** How a tool is filled and started. */
export interface ToolPlan {
  /** writes what the tool needs to look used */
  fill(folder: string, port: number): void | Promise<void>
  /** the program and its arguments */
  command(folder: string, port: number): readonly [string, ...string[]]
  env?(folder: string, port: number): Readonly<Record<string, string>>
  /** asked for until it answers with 200; `/` when left out */
  readyPath?: string
}

const READY_MS = 60_000
const ENDS_MS = 5_000
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** @throws when the tool ends or does not answer in time, with what it said */
export async function launchTool(name: string, plan: ToolPlan): Promise<RunningTool> {
  const folder = mkdtempSync(join(tmpdir(), `handrail-tool-${name}-`))
  const port = await freePort()
  await plan.fill(folder, port)
  const [program, ...args] = plan.command(folder, port)
  const env = { ...process.env, ...plan.env?.(folder, port) }
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4_000)
    })
  child.once('error', (cause) => {
    said += String(cause)
  })
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  const origin = `http://127.0.0.1:${port}`
  const untilMs = Date.now() + READY_MS
  while (!(await answers(`${origin}${plan.readyPath ?? '/'}`))) {
    if (child.exitCode === null && Date.now() < untilMs) {
      await pause(100)
      continue
    }
    await stop()
    throw new Error(`${name} does not answer at ${origin}:\n${said}`)
  }
  return { name, origin, stop }
}

const answers = (address: string): Promise<boolean> =>
  fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** A tool may have started processes of its own: the whole group ends. */
async function end(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  process.kill(-pid, 'SIGTERM')
  const killed = setTimeout(() => process.kill(-pid, 'SIGKILL'), ENDS_MS)
  await ended
  clearTimeout(killed)
}

/** Free now; some tools cannot be told to take any port and say which. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
