import type { LedgerStore } from './ledger-store.ts'
import { requestShape } from './purposes.ts'
import type { LedgerRow, RequestNote, RequestOutcome } from './row.ts'

/** How a request ended. @returns when that is written down */
export type EndRequest = (end: { outcome: Exclude<RequestOutcome, 'sending'>; receivedBytes: number }) => Promise<void>

/** What a transport tells about its requests. */
export interface RequestLedger {
  /**
   * @param request `path` as it is sent; its identifiers are taken out before it is kept
   * @returns once the start is written down: nothing may be sent before
   * @throws {AppError} `storage-full`, `storage-unavailable`: then nothing may be sent at all
   */
  begin(request: { method: LedgerRow['method']; path: string; sentBytes: number }): Promise<EndRequest>
}

/**
 * Writes each request down before it is sent, and its end after. Requests that begin together share one transaction, so a
 * release of thousands of objects is not slowed by as many commits.
 */
export function createLedger(deps: { store: LedgerStore; nowMs(): number; newId(): string }) {
  const { store, nowMs, newId } = deps
  let waiting: RequestNote[] = []
  let next: Promise<void> | null = null
  let last: Promise<unknown> = Promise.resolve()

  function write(note: RequestNote): Promise<void> {
    waiting.push(note)
    next ??= last.then(() => {
      const notes = waiting
      waiting = []
      next = null
      return store.add(notes)
    })
    last = next.catch(() => {})
    return next
  }

  const begin: RequestLedger['begin'] = async ({ method, path, sentBytes }) => {
    const request = { id: newId(), method, path: requestShape(method, path), sentBytes }
    await write({ ...request, outcome: 'sending', receivedBytes: 0, atMs: nowMs() })
    // an end that cannot be written leaves the start standing: the request is still in the ledger
    return (end) => write({ ...request, ...end, atMs: nowMs() }).catch(() => {})
  }
  const settled = async () => void (await last)
  return {
    begin,
    async rows(): Promise<LedgerRow[]> {
      await settled()
      return store.rows()
    },
    async clear(): Promise<void> {
      await settled()
      await store.clear()
    },
  }
}
