import * as v from 'valibot'
import { type WorkEntry, workKinds } from '#core/authoring'
import { parseJson } from '#core/base'
import { PREFIX } from '../../drafts.ts'

/** What somebody works on. */
export interface Work {
  what: WorkEntry['what']
  object: WorkEntry['object']
}

const Running = v.object({
  /** of the entry it becomes */
  id: v.string(),
  startedMs: v.number(),
  what: v.picklist(workKinds),
  object: v.nullable(v.object({ kind: v.string(), id: v.string() })),
})
export type Running = v.InferOutput<typeof Running>

/** Longer than this nobody works without a pause: the timer was forgotten, and its person says how long it was. */
export const FORGOTTEN_MINUTES = 240

export const TIMER_KEY = `${PREFIX}studio:timer`

/** Kept on this device, so that it runs on through a reload, a closed window and a night. */
export function readTimer(): Running | null {
  try {
    const kept = localStorage.getItem(TIMER_KEY)
    return kept === null ? null : parseJson(Running, kept, 'timer')
  } catch {
    return null
  }
}

export function keepTimer(running: Running | null): void {
  if (running) localStorage.setItem(TIMER_KEY, JSON.stringify(running))
  else localStorage.removeItem(TIMER_KEY)
  // the browser tells the other windows; this one has timers of its own to tell
  dispatchEvent(new StorageEvent('storage', { key: TIMER_KEY }))
}

/** @returns whole minutes, at least one; a clock set back counts as one */
export const elapsedMinutes = ({ startedMs }: Running, nowMs: number): number =>
  Math.max(1, Math.round((nowMs - startedMs) / 60_000))

/** The entry a timer becomes; its day is the one it was started on, where its person is. */
export function entryOf({ startedMs, what, object }: Running, minutes: number): WorkEntry {
  const start = new Date(startedMs)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}`
  return { day, minutes, what, object, by: 'timer', state: 'kept' }
}
