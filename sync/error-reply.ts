import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError } from '#core/base'
import { isStorageFault, storageFull } from './storage-fault.ts'

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503

/** Codes that are not simply a request that does not fit (400). A new code that means something else gets a line here. */
const statusByCode: Readonly<Record<string, Status>> = {
  unauthorised: 401,
  forbidden: 403,
  refused: 403,
  'not-approved': 403,
  'bad-code': 403,
  'code-used': 403,
  'code-expired': 403,
  'not-found': 404,
  conflict: 409,
  'release-refused': 409,
  'lower-recall': 409,
  'not-ready': 409,
  'no-brief': 409,
  'no-model': 409,
  'no-review-time': 409,
  blocked: 409,
  'too-large': 413,
  'too-many-requests': 429,
  busy: 503,
  'comparing-failed': 503,
  'storage-full': 503,
  stopping: 503,
}

/** Every refusal is `{ code, message }`; what is our own fault is logged and not told in detail. */
export function errorReply(error: Error, c: Context, log: (line: string) => void): Response {
  const fault = isStorageFault(error) ? storageFull(error) : error
  if (fault instanceof AppError) {
    const status = statusByCode[fault.code] ?? 400
    if (status === 503) log(`${fault.code}: ${describe(fault.cause)}`)
    return c.json({ code: fault.code, message: fault.message }, status)
  }
  if (fault instanceof HTTPException) return c.json({ code: 'bad-input', message: fault.message }, fault.status)
  // the path's shape only: ids and codes in it are nobody's business in a log
  log(`internal: ${c.req.method} ${c.req.routePath}: ${describe(fault)}`)
  return c.json({ code: 'internal', message: 'The server made a mistake; nothing was stored. Try again later.' }, 500)
}

const describe = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
