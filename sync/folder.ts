import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { AppError } from '#core/base'
import type { Schema } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { migrations } from './schema.ts'
import { isStorageFault, storageFull } from './storage-fault.ts'

export interface Folder {
  path: string
  db: Kysely<Schema>
  /** waits for running queries, writes the log back into the file, gives the folder free */
  close(): Promise<void>
}

/**
 * Opens an organisation's folder for this process alone, making it (mode 0700) and its tables when missing.
 *
 * @throws {AppError} `folder-locked` another process has it, `newer-folder` a newer Handrail wrote it, `storage-full`,
 * `bad-folder` it cannot be made or read
 */
export function openFolder(path: string): Folder {
  const folder = resolve(path)
  makeFolder(folder)
  const unlock = faultsExplained(folder, () => lockFolder(folder))
  let sqlite: Database.Database | undefined
  try {
    const opened = faultsExplained(folder, () => openDatabase(folder))
    sqlite = opened
    const db = new Kysely<Schema>({ dialect: immediate(opened) })
    let closing: Promise<void> | undefined
    const close = async () => {
      await db.destroy()
      unlock()
    }
    return { path: folder, db, close: () => (closing ??= close()) }
  } catch (error) {
    sqlite?.close()
    unlock()
    throw error
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    if (isStorageFault(cause)) throw storageFull(cause)
    throw new AppError(
      'bad-folder',
      `The data folder ${folder} cannot be made; choose another with HANDRAIL_DATA.`,
      cause,
    )
  }
}

function openDatabase(folder: string): Database.Database {
  const sqlite = new Database(join(folder, 'handrail.db'), { timeout: 5000 })
  try {
    assertSafeVersion(String(sqlite.prepare('select sqlite_version()').pluck().get()))
    sqlite.pragma('journal_mode = WAL')
    // FULL: a commit is on the disk before it is acknowledged. NORMAL lost every acknowledged commit in a power cut.
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    migrate(sqlite, folder)
    // people and their events are in it, whatever the folder it was put into allows
    for (const file of ['handrail.db', 'handrail.db-wal', 'handrail.db-shm', 'lock'].map((name) => join(folder, name)))
      if (existsSync(file)) chmodSync(file, 0o600)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** SQLite 3.7.0 to 3.51.2 can lose committed writes when two connections checkpoint at once. */
function assertSafeVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (major * 1e6 + minor * 1e3 + patch >= 3_051_003) return
  throw new AppError('old-sqlite', `SQLite ${version} can lose data; reinstall with npm ci to get 3.51.3 or newer.`)
}

function migrate(sqlite: Database.Database, folder: string): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }))
  if (version > migrations.length)
    throw new AppError(
      'newer-folder',
      `${folder} was written by a newer Handrail (format ${version}, this one knows ${migrations.length}); update Handrail.`,
    )
  for (let next = version; next < migrations.length; next++)
    sqlite
      .transaction(() => {
        sqlite.exec(migrations[next]!)
        sqlite.pragma(`user_version = ${next + 1}`)
      })
      .immediate()
}

/** Transactions take the write lock at their beginning, so that none fails half-way because another got it first. */
function immediate(database: Database.Database): SqliteDialect {
  const dialect = new SqliteDialect({ database })
  const createDriver = dialect.createDriver.bind(dialect)
  dialect.createDriver = () => {
    const driver = createDriver()
    driver.beginTransaction = async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    }
    const rollback = driver.rollbackTransaction.bind(driver)
    driver.rollbackTransaction = async (connection) => {
      // a full disk makes SQLite roll back by itself; rolling back again would hide why
      if (database.inTransaction) await rollback(connection)
    }
    return driver
  }
  return dialect
}

function faultsExplained<T>(folder: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    if (error instanceof AppError) throw error
    if (error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))
      throw new AppError(
        'damaged-folder',
        `The database in ${folder} is damaged; restore the folder from its last backup.`,
        error,
      )
    if (isStorageFault(error)) throw storageFull(error)
    throw new AppError('bad-folder', `The data folder ${folder} cannot be opened; check that it is yours.`, error)
  }
}
