import { AppError } from '#core/base'

/** A fault as a screen shows it: `code` decides what to offer, `message` is one clear sentence. */
export interface Fault {
  code: string
  message: string
}

export function faultOf(error: unknown): Fault {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  const message = error instanceof Error ? error.message : ''
  return { code: 'unknown', message: message || 'Something unexpected happened. Try again.' }
}
