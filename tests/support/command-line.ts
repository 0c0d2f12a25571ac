import { resolve } from 'node:path'
import { format } from 'node:util'
import { vi } from 'vitest'

const cli = resolve(import.meta.dirname, '../../sync/cli.ts')
let runs = 0

/**
 * `handrail <args>` on a data folder, within this process: what it says and the exit code it would end with. A process of its own
 * takes two seconds to begin; that one begins and ends well is for `tests/unit/sync/studio-commands.test.ts`. One at a time.
 */
export function commandLine(folder: string, env: Readonly<Record<string, string>> = {}) {
  return async (...args: string[]): Promise<{ exit: number; out: string; err: string }> => {
    const said = { out: '', err: '' }
    const hear =
      (stream: keyof typeof said) =>
      (...words: unknown[]) => {
        said[stream] += `${format(...words)}\n`
      }
    const spies = [
      vi.spyOn(console, 'log').mockImplementation(hear('out')),
      vi.spyOn(console, 'error').mockImplementation(hear('err')),
    ]
    const { argv, exitCode } = process
    const heard = process.stdout.listeners('error')
    process.argv = [...argv.slice(0, 2), ...args]
    process.exitCode = 0
    vi.stubEnv('HANDRAIL_DATA', folder)
    vi.stubEnv('NODE_ENV', '')
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    try {
      // a module of its own each time: it does its work while it is loaded
      await import(/* @vite-ignore */ `${cli}?run=${++runs}`)
      return { exit: process.exitCode, ...said }
    } finally {
      for (const spy of spies) spy.mockRestore()
      vi.unstubAllEnvs()
      for (const listener of process.stdout.listeners('error') as (() => void)[])
        if (!heard.includes(listener)) process.stdout.off('error', listener)
      process.argv = argv
      process.exitCode = exitCode
    }
  }
}
