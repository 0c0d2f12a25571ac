import type { LedgerRow, RequestNote } from './row.ts'

/** A pause longer than this begins a new row, so that a row's first and last time bound when it really ran. */
const RUN_GAP_MS = 10 * 60_000

/** Rows that may become one. Stores keep it as an index. */
export const kindOf = ({ outcome, method, path }: Pick<LedgerRow, 'outcome' | 'method' | 'path'>): string =>
  `${outcome} ${method} ${path}`

/** The calendar day on this device: `2026-05-03`. @param ms since 1970 */
export function localDay(ms: number): string {
  const date = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const isSameDay = (aMs: number, bMs: number): boolean => {
  const [a, b] = [new Date(aMs), new Date(bMs)]
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear()
}

/** @param last the newest row of the note's kind; not changed @returns that row with the request in it, or a row of its own */
export function joinRun(last: LedgerRow | undefined, note: RequestNote): LedgerRow {
  const { atMs, ...fields } = note
  const joins = last && Math.abs(atMs - last.lastMs) <= RUN_GAP_MS && isSameDay(atMs, last.firstMs)
  if (!joins || note.outcome === 'sending') return { ...fields, count: 1, firstMs: atMs, lastMs: atMs }
  return {
    ...last,
    count: last.count + 1,
    sentBytes: last.sentBytes + note.sentBytes,
    receivedBytes: last.receivedBytes + note.receivedBytes,
    // a clock that was set back must not turn the row around
    firstMs: Math.min(last.firstMs, atMs),
    lastMs: Math.max(last.lastMs, atMs),
  }
}
