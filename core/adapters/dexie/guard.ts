import Dexie from 'dexie'
import { AppError } from '#core/base'

/** An open that takes longer hangs for good (another page blocks it, or the browser lost its storage process). */
const OPEN_TIMEOUT_MS = 5000
const MAX_REOPENS = 3

export type Guard = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Runs work on an open database. A connection the browser dropped is opened anew, at most three times, because the dead
 * handle never comes back; the work must be one transaction, so that nothing half done is repeated.
 *
 * @throws {AppError} `storage-full` no room, nothing was stored; `storage-unavailable` the database does not open
 */
export function createGuard(db: Dexie): Guard {
  // another tab upgrades or deletes the database: this page's code may no longer write to what comes after
  let outdated = false
  db.on('versionchange', () => {
    outdated = true
  })
  return async (work) => {
    if (outdated) throw unavailable(RELOAD)
    for (let reopened = 0; ; reopened++)
      try {
        await opened(db)
        return await work()
      } catch (error) {
        if (error instanceof AppError) throw error
        if (isQuota(error)) throw full(error)
        if (nameOf(error) === Dexie.errnames.DatabaseClosed || nameOf(error) === Dexie.errnames.Version)
          throw unavailable(RELOAD, error)
        if (!isLostConnection(error) || reopened === MAX_REOPENS) throw error
        db.close({ disableAutoOpen: false })
      }
  }
}

async function opened(db: Dexie): Promise<void> {
  if (db.isOpen()) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(unavailable('it did not open within 5 s: close other tabs and reload')),
      OPEN_TIMEOUT_MS,
    )
  })
  try {
    await Promise.race([db.open(), late])
  } finally {
    clearTimeout(timer)
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

/** On quota the request succeeds and the transaction aborts; the reason lies inside. */
function isQuota(error: unknown): boolean {
  if (nameOf(error) === 'QuotaExceededError') return true
  if (typeof error !== 'object' || error === null) return false
  const inner = 'inner' in error ? error.inner : undefined
  const failures = 'failures' in error && Array.isArray(error.failures) ? error.failures : []
  return [inner, ...failures].some((cause) => cause !== undefined && cause !== error && isQuota(cause))
}

function isLostConnection(error: unknown): boolean {
  const inner = typeof error === 'object' && error !== null && 'inner' in error ? error.inner : undefined
  return [error, inner].some((cause) => ['InvalidStateError', 'UnknownError'].includes(nameOf(cause)))
}

const RELOAD = 'another tab changed it: reload this page'
const full = (cause: unknown) =>
  new AppError(
    'storage-full',
    'This device has no room left, so nothing was stored; free some space and try again.',
    cause,
  )
const unavailable = (why: string, cause?: unknown) =>
  new AppError('storage-unavailable', `This browser's storage cannot be used (${why}).`, cause)
