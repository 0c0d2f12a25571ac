import { type LedgerRow, requestPurposes } from '#core/ledger'

const STEP_MS = 23 * 60_000
const outcomes = ['ok', 'no-answer', 'refused', 'sending', 'stopped'] as const

/** A list of requests as a device keeps it, newest first: 62 rows a day, of every kind and end, one of no known kind. */
export function ledgerRows(count: number, nowMs: number): LedgerRow[] {
  const kinds = [...requestPurposes, { method: 'GET', path: '/v1/not-known' } as const]
  return Array.from({ length: count }, (_, n) => {
    const { method = 'GET', path = '' } = kinds[n % kinds.length] ?? {}
    const firstMs = nowMs - (n + 1) * STEP_MS
    const requests = 1 + (n % 60)
    return {
      id: `row-${n}`,
      method,
      path,
      outcome: outcomes[n % 7] ?? 'ok',
      count: requests,
      sentBytes: requests * 812,
      receivedBytes: requests * 41_000,
      firstMs,
      lastMs: firstMs + (requests - 1) * 60_000,
    }
  })
}
