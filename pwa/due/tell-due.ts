import type { DueWork } from '../../core/engine-api.ts'
import { dropDueList, keepDueList, readDueList } from './due-list.ts'
import { showDue } from './show-due.ts'

/** Name of the browser's own look in between, twice a day at most. */
export const DUE_SYNC = 'handrail-due'
const EVERY_MS = 12 * 60 * 60 * 1000

interface PeriodicSync {
  register(tag: string, options: { minInterval: number }): Promise<void>
  unregister(tag: string): Promise<void>
  getTags(): Promise<string[]>
}

export function mayTell(): NotificationPermission | 'none' {
  return 'Notification' in globalThis && 'serviceWorker' in navigator ? Notification.permission : 'none'
}

/** Asks for notices; called by a click and never otherwise. */
export async function askToTell(): Promise<NotificationPermission | 'none'> {
  if (mayTell() === 'none') return 'none'
  const permission = await Notification.requestPermission()
  if (permission === 'granted')
    await (await periodic())?.register(DUE_SYNC, { minInterval: EVERY_MS }).catch(() => undefined)
  return permission
}

export async function stopTelling(): Promise<void> {
  await (await periodic())?.unregister(DUE_SYNC)
  await dropDueList()
}

/** Whether this browser looks also while the app is closed. */
export async function looksWhileClosed(): Promise<boolean> {
  const tags = await (await periodic())?.getTags()
  return tags?.includes(DUE_SYNC) ?? false
}

/** Notes when things fall due, for the browser's own look in between, marks the app, and tells of what is due now. */
export async function tellDue(work: readonly DueWork[], wanted: boolean, nowMs: number): Promise<void> {
  const due = work.filter(({ dueAtMs }) => dueAtMs <= nowMs).length
  if ('setAppBadge' in navigator) await (due > 0 ? navigator.setAppBadge(due) : navigator.clearAppBadge())
  if (!wanted || mayTell() !== 'granted') return
  const { toldMs } = await readDueList()
  await keepDueList({ dueAtMs: work.map(({ dueAtMs }) => dueAtMs), toldMs })
  const registration = await navigator.serviceWorker.getRegistration()
  if (registration) await showDue(registration, nowMs)
}

async function periodic(): Promise<PeriodicSync | undefined> {
  const registration = await navigator.serviceWorker.getRegistration()
  // not in every browser, nor in the types
  return (registration as { periodicSync?: PeriodicSync } | undefined)?.periodicSync
}
