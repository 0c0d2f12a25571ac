import * as v from 'valibot'
import { AppError, dayOf, parseJson } from '#core/base'
import type { Organisation } from '../organisation.ts'
import type { Mailer } from './mailer.ts'
import { actorOf, createNotices, newAnswers } from './notices.ts'

const Told = v.array(v.string())
const FIRST_TRY_AGAIN_MS = 15 * 60_000
const LAST_TRY_AGAIN_MS = 24 * 3_600_000

/** How long to wait after so many failures in a row: 15 minutes, doubled each time, a day at most. */
export const tryAgainMs = (tries: number): number =>
  Math.min(FIRST_TRY_AGAIN_MS * 2 ** Math.max(0, tries - 1), LAST_TRY_AGAIN_MS)

/** A number and an address, nothing of what or whom it is about. */
export function digestMail(n: number, address: string): { subject: string; text: string } {
  const subject = `${n} ${n === 1 ? 'thing waits' : 'things wait'} for you in Handrail`
  const text = `${subject}:\n${address}/notices\n\nWhat it is stands there. You get this once a day at most,\nand only when something is new.\nTo get none, say so on the same page.\n`
  return { subject, text }
}

/**
 * Sends each person who has an address, wants mail and has something new one mail a day. Where nothing can be sent the rest waits
 * for the next run; an address that is refused holds nobody else up.
 *
 * @param stopping asked before each mail and before anything is noted
 * @returns how many were sent
 */
export async function sendDigests(
  org: Organisation,
  mailer: Mailer,
  address: string,
  stopping: () => boolean = () => false,
): Promise<{ sent: number; fault: string | null }> {
  const today = dayOf(org.nowMs())
  const due = (await org.db.selectFrom('mail').selectAll().where('stopped', '=', 0).orderBy('person').execute()).filter(
    (row) => row.last_day !== today && row.next_ms <= org.nowMs(),
  )
  if (due.length === 0) return { sent: 0, fault: null }
  const noticesOf = await createNotices(org)
  let sent = 0
  for (const row of due) {
    const actor = await actorOf(org, row.person)
    if (!actor || stopping()) continue
    const ids = [...(await noticesOf(actor)).map(({ id }) => id), ...(await newAnswers(org, row.person))]
    const told = new Set(parseJson(Told, row.told, 'what was told'))
    const fresh = ids.filter((id) => !told.has(id))
    // an answer is told of once; what still waits counts again with what is new
    const n = ids.filter((id) => !id.startsWith('answer ') || !told.has(id)).length
    if (fresh.length === 0) continue
    // noted before it is sent: a server that dies here may owe a mail, and never sends two
    await note(org, row.person, { next_ms: org.nowMs() + tryAgainMs(row.tries + 1), tries: row.tries + 1 })
    const fault = await trySend(mailer, { to: row.address, ...digestMail(n, address) })
    if (stopping()) return { sent, fault: null }
    if (fault === null) {
      await note(org, row.person, { last_day: today, told: JSON.stringify(ids), tries: 0, next_ms: 0, fault: null })
      sent++
      continue
    }
    await note(org, row.person, { fault: fault.code })
    if (fault.code === 'mail-down') return { sent, fault: fault.message }
  }
  return { sent, fault: null }
}

async function trySend(mailer: Mailer, mail: Parameters<Mailer['send']>[0]): Promise<AppError | null> {
  try {
    await mailer.send(mail)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

type Noted = Partial<{ last_day: string; told: string; tries: number; next_ms: number; fault: string | null }>
const note = ({ db }: Organisation, person: string, what: Noted) =>
  db.updateTable('mail').set(what).where('person', '=', person).execute()
