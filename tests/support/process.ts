import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

export interface Running {
  child: ChildProcess
  /** all it said so far, both streams */
  said(): string
  /** resolves once the output matches */
  until(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>
  /** sends the signal, resolves with the exit code and the milliseconds it took */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; elapsedMs: number }>
  ended: Promise<number | null>
}

const root = resolve(import.meta.dirname, '../..')

/** A script of this repository as a process of its own. */
export function runScript(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    said += chunk.toString('utf8')
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return {
    child,
    ended,
    said: () => said,
    until: (pattern, timeoutMs = 60_000) =>
      new Promise((done, failed) => {
        const stop = () => {
          listeners.delete(look)
          clearTimeout(timer)
        }
        const look = () => {
          const match = said.match(pattern)
          if (!match) return
          stop()
          done(match)
        }
        const timer = setTimeout(() => {
          stop()
          failed(new Error(`${script} never said ${pattern}:\n${said}`))
        }, timeoutMs)
        listeners.add(look)
        void ended.then(() => {
          look()
          stop()
          failed(new Error(`${script} ended without saying ${pattern}:\n${said}`))
        })
        look()
      }),
    async end(signal = 'SIGINT') {
      const startMs = performance.now()
      child.kill(signal)
      const code = await ended
      return { code, elapsedMs: performance.now() - startMs }
    },
  }
}
