import type { Kysely } from 'kysely'
import { sha256Hex } from '#core/base'
import type { Schema } from './database.ts'

/** What happened, in ids and codes, never personal text: the log outlives erasure. */
export interface AuditEntry {
  /** person id, `operator` or `server` */
  actor: string
  action: string
  target: string
}

/** The hash that stands before the first entry. */
export const AUDIT_START = '0'.repeat(64)

/** hash = sha256(previous hash, n, at, actor, action, target, one a line): editing or cutting any entry shows. */
export const auditHash = (previous: string, n: number, at: string, { actor, action, target }: AuditEntry): string =>
  sha256Hex(JSON.stringify([previous, n, at, actor, action, target]))

/** Adds an entry to the chain. Call it inside the transaction of the act, so that neither exists without the other. */
export async function appendAudit(db: Kysely<Schema>, entry: AuditEntry, nowMs: number): Promise<void> {
  const last = await db.selectFrom('audit').select(['n', 'hash']).orderBy('n', 'desc').limit(1).executeTakeFirst()
  const n = (last?.n ?? 0) + 1
  const at = new Date(nowMs).toISOString()
  const hash = auditHash(last?.hash ?? AUDIT_START, n, at, entry)
  await db
    .insertInto('audit')
    .values({ n, at, ...entry, hash })
    .execute()
}

/** @returns the number of the first entry that does not fit its chain, or null when all do */
export async function firstBrokenAudit(db: Kysely<Schema>): Promise<number | null> {
  let previous = AUDIT_START
  let n = 0
  for (const row of await db.selectFrom('audit').selectAll().orderBy('n').execute()) {
    n++
    if (row.n !== n || row.hash !== auditHash(previous, n, row.at, row)) return n
    previous = row.hash
  }
  return null
}
