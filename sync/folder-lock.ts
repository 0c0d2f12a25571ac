import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#core/base'

/**
 * One process a folder. The lock is an operating-system lock on `lock` (held through SQLite, which takes it on every
 * platform), so it ends with its process: a killed server leaves nothing stale. `lock.pid` only names the holder.
 *
 * @returns releases the lock
 * @throws {AppError} `folder-locked`, naming the process
 */
export function lockFolder(path: string): () => void {
  const pidFile = join(path, 'lock.pid')
  const lock = new Database(join(path, 'lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    if (!(cause instanceof Database.SqliteError) || !cause.code.startsWith('SQLITE_BUSY')) throw cause
    const holder = holderOf(pidFile)
    throw new AppError(
      'folder-locked',
      `Another Handrail process${holder ? ` (pid ${holder})` : ''} is using ${path}; stop it first, or choose another folder with HANDRAIL_DATA.`,
      cause,
    )
  }
  writeFileSync(pidFile, String(process.pid), { mode: 0o600 })
  return () => {
    rmSync(pidFile, { force: true })
    lock.close()
  }
}

/** The process that holds a folder, as it wrote itself down; null when nobody does. */
export const folderHolder = (path: string): string | null => holderOf(join(path, 'lock.pid'))

function holderOf(pidFile: string): string | null {
  try {
    return readFileSync(pidFile, 'utf8').trim() || null
  } catch {
    return null
  }
}
