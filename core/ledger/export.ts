import { csvText } from '#core/base'
import { requestPurpose } from './purposes.ts'
import type { LedgerRow } from './row.ts'

const columns = [
  'first',
  'last',
  'purpose',
  'method',
  'path',
  'outcome',
  'requests',
  'bytes sent',
  'bytes received',
] as const

const cells = (row: LedgerRow): (string | number)[] => [
  new Date(row.firstMs).toISOString(),
  new Date(row.lastMs).toISOString(),
  requestPurpose(row.method, row.path)?.purpose ?? '',
  row.method,
  row.path,
  row.outcome,
  row.count,
  row.sentBytes,
  row.receivedBytes,
]

/** The ledger as a table for a spreadsheet: RFC 4180, times in UTC. */
export const ledgerCsv = (rows: readonly LedgerRow[]): string => csvText([columns, ...rows.map(cells)])

/** The same as JSON text: a list of objects under the CSV's column names. */
export const ledgerJson = (rows: readonly LedgerRow[]): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(cells(row).map((cell, at) => [columns[at], cell]))),
    null,
    2,
  )}\n`
