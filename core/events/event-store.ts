import type { LearningEvent } from './learning-event.ts'
import type { Sums } from './sums.ts'

export interface StoreState {
  /** the learner's generation as the server last said */
  gen: number
  /** the oldest month that is kept, `` for all */
  floor: string
  /** highest number of any event seen, own or given */
  n: number
  lastOkMs: number | null
  /** events not acknowledged yet */
  unsent: number
  /** ms since 1970, of the oldest of them */
  oldestUnsentAtMs: number | null
}

export interface Refused {
  id: string
  /** code, kept with the event: `conflict`, `bad-event`, ... */
  why: string
}

/** What one reply changes. */
export interface Settlement {
  acknowledged: readonly string[]
  refused: readonly Refused[]
  given: readonly LearningEvent[]
  floor: string
}

/**
 * Keeps a learner's events on a device. Every method is one transaction: after a crash all of it is there or nothing, and
 * when it resolves it is on the disk. Sums count each event once and leave refused ones out.
 *
 * @throws {AppError} `storage-full` when there is no room: nothing of the call was stored; `storage-unavailable` when
 * the store does not open or was closed by a newer version
 */
export interface EventStore {
  state(): Promise<StoreState>
  /**
   * Adds an own event to the set and to the outbox.
   *
   * @param build called inside the transaction, at once; gets the generation and the number to use
   * @returns the event that is stored under `id`: an earlier one when there is one, and then `build` is not called
   */
  append(id: string, build: (given: { gen: number; n: number }) => LearningEvent): Promise<LearningEvent>
  /** all that count, by id; refused ones left out */
  all(): Promise<LearningEvent[]>
  refused(): Promise<{ event: LearningEvent; why: string }[]>
  /** events not acknowledged yet, by id, at most `limit` */
  unsent(limit: number): Promise<LearningEvent[]>
  sums(): Promise<Sums>
  /** ids of a bucket that are greater than `after`, sorted, at most `limit` */
  ids(bucket: string, after: string, limit: number): Promise<string[]>
  /** those of `ids` that are there and not refused */
  get(ids: readonly string[]): Promise<LearningEvent[]>
  /** refused wins over acknowledged; a given event takes the place of a refused one, which stays set aside */
  settle(settlement: Settlement): Promise<void>
  /** the server and this device had the same set at this time */
  noteInSync(nowMs: number): Promise<void>
  /** drops every event: the learner was erased, this device enrolled, or the person signed out */
  restart(from: { gen: number; floor: string }): Promise<void>
}
