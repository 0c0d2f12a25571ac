/** Largest file that is read, bytes. A manual with pictures has 1-20 MB. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024

/** What one file may cost the reading process. */
export interface ReadingLimits {
  /** wall time for one file, ms */
  timeoutMs: number
  /** V8's heap, MiB */
  heapMb: number
  /** the whole process, MiB: what is unpacked lies outside the heap */
  memoryMb: number
}
export const readingLimits: ReadingLimits = { timeoutMs: 30_000, heapMb: 384, memoryMb: 768 }
