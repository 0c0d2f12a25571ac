import { keepDueList, readDueList, toTell } from './due-list.ts'
import { dueWords } from './words.ts'

/** A later notice takes the place of an earlier one. */
const TAG = 'handrail-due'

/** Shows a notice where something fell due since the last one. It says how much, not what: a locked screen is read by others. */
export async function showDue(registration: ServiceWorkerRegistration, nowMs: number): Promise<boolean> {
  const list = await readDueList()
  const count = toTell(list, nowMs)
  if (count === 0) return false
  await keepDueList({ ...list, toldMs: nowMs })
  await registration.showNotification(dueWords.notice(count), {
    body: dueWords.noticeText,
    tag: TAG,
    icon: '/icon-192.png',
  })
  return true
}
