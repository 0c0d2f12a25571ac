import type * as v from 'valibot'
import { dayOf, parse } from '#core/base'
import { reminderDue } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { documentsInUse, peopleByName } from './freshness.ts'
import { listRecords, saveRecord } from './records.ts'
import { REMINDER, Reminder } from './review-reminder.ts'

/**
 * Notes the reminders that are due today and were not given yet: they stand in their owners' tasks from then on. Twice a
 * document and day of review, whatever happens in between; calling it again changes nothing.
 *
 * @returns how many were given
 */
export async function giveReminders(org: Organisation): Promise<number> {
  const today = dayOf(org.nowMs())
  const last = new Map((await listRecords(org.db, REMINDER)).map((record) => [record.id, record]))
  const people = await peopleByName(org.db)
  let given = 0
  for (const { id, owner, reviewBy } of await documentsInUse(org.db, today)) {
    const daysBefore = reviewBy ? reminderDue(reviewBy, today) : null
    if (!reviewBy || daysBefore === null) continue
    const before = last.get(id)
    const known = before && parse(Reminder, before.body, REMINDER)
    if (known && known.reviewBy === reviewBy && known.daysBefore <= daysBefore) continue
    const body: v.InferOutput<typeof Reminder> = {
      reviewBy,
      daysBefore,
      owner,
      person: people.get(owner?.toLowerCase() ?? '') ?? null,
    }
    await saveRecord(org, 'server', { kind: REMINDER, id, base: before?.version ?? 0, body })
    given++
  }
  return given
}

const HOUR_MS = 60 * 60 * 1000

/**
 * Gives reminders when the server starts and once a day after that.
 *
 * @returns stops it, after what runs
 */
export function startReminders(org: Organisation, log: (line: string) => void): () => Promise<void> {
  let day = ''
  let running: Promise<unknown> = Promise.resolve()
  const look = () => {
    const today = dayOf(org.nowMs())
    if (today === day) return
    running = giveReminders(org).then(
      () => {
        day = today
      },
      (error: unknown) => log(`Reminders of reviews were not given; the next try is in an hour. ${error}`),
    )
  }
  look()
  const timer = setInterval(look, HOUR_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
