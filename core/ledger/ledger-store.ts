import type { LedgerRow, RequestNote } from './row.ts'

/** Keeps the ledger on this device. Nothing ever takes a row out of it but `clear`. */
export interface LedgerStore {
  /**
   * One transaction, notes in order: a start becomes a row; an end takes its start's row away and joins the newest row of
   * its kind (`joinRun`).
   */
  add(notes: readonly RequestNote[]): Promise<void>
  /** newest first */
  rows(): Promise<LedgerRow[]>
  clear(): Promise<void>
}
