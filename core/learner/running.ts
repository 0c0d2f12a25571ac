import { DAY_MS } from '#core/base'
import type { KnownEvent } from '#core/events'
import { attemptLogs } from './attempt-log.ts'

/** So long after its last step an attempt that was never finished keeps the bytes it began with; then it goes on with the newest. */
const RUNNING_MS = 30 * DAY_MS

/** An attempt that was begun, lately enough, and not finished. */
export const isRunning = (log: { finishedAtMs: number | null; lastAtMs: number }, nowMs: number): boolean =>
  log.finishedAtMs === null && nowMs - log.lastAtMs < RUNNING_MS

/** Numbers of the releases that running attempts began under. */
export const runningReleases = (events: readonly KnownEvent[], nowMs: number): Set<number> =>
  new Set(
    attemptLogs(events)
      .filter((log) => isRunning(log, nowMs))
      .map(({ release }) => release),
  )
