import { spawn } from 'node:child_process'

export interface Command {
  /** node script inside the repository, with its arguments */
  script: readonly string[]
  env?: Readonly<Record<string, string>>
}
export interface Finished {
  ok: boolean
  /** lines that say a check was not made */
  notRun: string[]
  /** lines that name a test which passed only at its second try */
  secondTries: string[]
}

/** A stage that has not ended by then never will. */
const LIMIT_MS = 15 * 60_000

/** Runs one command in its own process group, its output passed on as it comes. */
export function runCommand({ script, env = {} }: Command): Promise<Finished> {
  const child = spawn(process.execPath, [...script], {
    // plain text: the output is read as well as shown
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  const end = () => {
    if (child.pid !== undefined) killGroup(child.pid)
  }
  const timer = setTimeout(end, LIMIT_MS)
  process.once('exit', end)
  let said = ''
  const hear = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
    stream.write(chunk)
    said += chunk.toString('utf8')
  }
  child.stdout.on('data', hear(process.stdout))
  child.stderr.on('data', hear(process.stderr))
  return new Promise((resolve) => {
    const finish = (ok: boolean) => {
      clearTimeout(timer)
      process.removeListener('exit', end)
      const lines = (start: string) => said.split('\n').filter((line) => line.startsWith(start))
      resolve({ ok, notRun: lines('NOT RUN'), secondTries: lines('SECOND TRY') })
    }
    child.once('error', () => finish(false))
    child.once('close', (code) => finish(code === 0))
  })
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // it has ended already
  }
}
