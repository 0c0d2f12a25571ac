/** Keeps a device's search index between two starts. Losing it costs the time to make it anew, never anything else. */
export interface IndexStore {
  /** @returns what was saved last, not checked, and null where nothing is */
  load(): Promise<unknown>
  /** In place of what was there. @param record plain objects and typed arrays @throws {AppError} `storage-full` */
  save(record: unknown): Promise<void>
  clear(): Promise<void>
}
