import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Fetches a package of Debian's where we are root on it; elsewhere it does nothing. */
export function aptInstall(name: string, log: (line: string) => void): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  log(`asking apt-get for ${name}`)
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-yq', '--no-install-recommends', name])
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, { stdio: 'inherit', timeout: 600_000 })
}
