import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '#core/base'
import type { AppEnv } from './identity.ts'
import type { Organisation } from './organisation.ts'

/** The same refusal of the same person is written once in this time, ms: the log cannot be filled by trying again. */
const ONCE_IN_MS = 60_000
/** Refusals remembered for that, at most. */
const MOST_REMEMBERED = 1000

/**
 * Writes into the audit log whatever the studio refuses: who, which request, and the code of the reason (the sentence went to
 * the person). The one place for it, around all routes, so that no way to the gate can be refused in silence. What was asked
 * for in the body is not kept.
 */
export function auditRefusal(org: Organisation, log: (line: string) => void): MiddlewareHandler<AppEnv> {
  const written = new Map<string, number>()
  return async (c, next) => {
    await next()
    if (c.req.method === 'GET' || c.res.status < 400 || c.res.status >= 500) return
    const identity = c.get('identity')
    const actor = identity ? (identity.by === 'device' ? identity.person : 'operator') : 'nobody'
    const target = `${c.req.method} ${plain(c.req.path)} ${await codeOf(c)}`
    const now = org.nowMs()
    const key = `${actor} ${target}`
    const before = written.get(key)
    if (before !== undefined && Math.abs(now - before) < ONCE_IN_MS) return
    if (written.size >= MOST_REMEMBERED) written.clear()
    written.set(key, now)
    // a disk that is full must not turn a refusal into anything else
    await org.audit(actor, 'refused', target).catch((error: unknown) => log(`A refusal could not be written: ${error}`))
  }
}

/** A path may carry what somebody typed: ids stay, all else is taken out. */
export const plain = (text: string): string => text.replace(/[^\w/.:-]+/g, '_').slice(0, 120)

async function codeOf(c: Context<AppEnv>): Promise<string> {
  if (c.error instanceof AppError) return c.error.code
  const body: unknown = await c.res
    .clone()
    .json()
    .catch(() => null)
  const said = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return typeof said === 'string' ? plain(said) : String(c.res.status)
}
