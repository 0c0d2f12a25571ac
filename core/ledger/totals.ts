import type { LedgerRow } from './row.ts'
import { localDay } from './runs.ts'

export interface DayTotal {
  /** on this device's calendar: `2026-05-03` */
  day: string
  requests: number
  sentBytes: number
  receivedBytes: number
}

/** Newest day first. A row lies in one day, so nothing is split. */
export function dayTotals(rows: readonly LedgerRow[]): DayTotal[] {
  const totals = new Map<string, DayTotal>()
  for (const { firstMs, count, sentBytes, receivedBytes } of rows) {
    const day = localDay(firstMs)
    const before = totals.get(day) ?? { day, requests: 0, sentBytes: 0, receivedBytes: 0 }
    totals.set(day, {
      day,
      requests: before.requests + count,
      sentBytes: before.sentBytes + sentBytes,
      receivedBytes: before.receivedBytes + receivedBytes,
    })
  }
  return [...totals.values()].sort((a, b) => (a.day < b.day ? 1 : -1))
}
