import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'

export interface KillableServer {
  /** address of the process that runs now, or null between two */
  origin(): string | null
  start(): Promise<void>
  /** SIGKILL: whatever it was doing ends in the middle */
  kill(): Promise<void>
}

/** The server's sources as one file, so that it is up again in a fifth of a second. @returns the file */
export async function bundleServer(): Promise<string> {
  const outDir = join(import.meta.dirname, '../../dist/simulation')
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, 'server-process.ts'), outDir, emptyOutDir: true, target: 'node20' },
  })
  return join(outDir, 'server-process.js')
}

export function killableServer(script: string, folder: string, bug = ''): KillableServer {
  let child: ChildProcess | null = null
  let origin: string | null = null
  return {
    origin: () => origin,
    start: async () => {
      const started = spawn(process.execPath, [script, folder, bug], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child = started
      const lines = createInterface({ input: started.stdout })
      const first = await Promise.race([
        once(lines, 'line').then(([line]) => String(line)),
        once(started, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with code ${code}`))),
      ])
      origin = first
    },
    kill: async () => {
      origin = null
      const dying = child
      child = null
      if (!dying) return
      const gone = once(dying, 'exit')
      dying.kill('SIGKILL')
      await gone
    },
  }
}
