import { AppError } from '#core/base'

const faults = /^(SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY|SQLITE_CANTOPEN|ENOSPC|EDQUOT|EIO|EROFS)/

/** Whether the disk said no: nothing was stored, and trying later may work. */
export function isStorageFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && faults.test(code)
}

export const storageFull = (cause: unknown): AppError =>
  new AppError(
    'storage-full',
    'The server cannot write to its disk, so nothing was stored; free some space and try again.',
    cause,
  )
