import type { SyncState } from '../engine-api.ts'
import { formatAge, formatAgo } from './format.ts'
import { messages } from './messages.ts'

export interface SyncWords {
  text: string
  tone: 'good' | 'waiting' | 'bad'
}

/** The sync state as a person would say it. Only a proven `in-sync` is called that. */
export function syncWords(sync: SyncState, nowMs: number): SyncWords {
  const words = messages.sync
  if (sync.state === 'syncing') return { text: words.syncing, tone: 'waiting' }
  if (sync.state === 'error') {
    return { text: sync.message ? words.failed(sync.message) : words.failedPlain, tone: 'bad' }
  }
  if (sync.unsent > 0) {
    return { text: words.notSent(sync.unsent, formatAge(sync.oldestUnsentAtMs ?? nowMs, nowMs)), tone: 'waiting' }
  }
  if (sync.state === 'in-sync') return { text: words.inSync(formatAgo(sync.lastOkMs ?? nowMs, nowMs)), tone: 'good' }
  if (sync.state === 'offline') {
    const text = sync.lastOkMs === null ? words.offlineNever : words.offlineAll(formatAgo(sync.lastOkMs, nowMs))
    return { text, tone: 'waiting' }
  }
  return { text: sync.state === 'never' ? words.never : words.checking, tone: 'waiting' }
}
