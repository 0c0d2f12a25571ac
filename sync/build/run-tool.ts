import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { AppError } from '#core/base'

/**
 * Runs a package's command in its own process, quietly: what it said is shown when it fails.
 *
 * @throws {AppError} `build-failed` with its last lines
 */
export function runTool(root: string, script: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const hear = (chunk: Buffer) => said.push(chunk.toString('utf8'))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) return resolve()
      const lastLines = said.join('').trimEnd().split('\n').slice(-40).join('\n')
      reject(new AppError('build-failed', `${[script, ...args].join(' ')} failed:\n${lastLines}`))
    })
  })
}
