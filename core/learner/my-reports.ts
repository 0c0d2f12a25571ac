import { DAY_MS } from '#core/base'
import { type EventOf, inTimeOrder, type KnownEvent, type LearningEvent, readEvents } from '#core/events'
import type { MyReport, ReportTaken } from '../engine-api.ts'

/** Beyond these a person is asked to wait for an answer: an owner reads each report. */
const MOST_OPEN_HERE = 3
const MOST_A_DAY = 20

/**
 * What a person reported, newest first, with what came of each: a fold of their events, the same for any arrival order.
 *
 * @param title of an aid, null where it is not known here
 * @param unsent ids of events the server has not acknowledged
 */
export function myReports(
  events: readonly LearningEvent[],
  title: (kind: string, id: string) => string | null,
  unsent: ReadonlySet<string>,
): MyReport[] {
  const known = inTimeOrder(readEvents(events))
  const answers = new Map<string, EventOf<'report-answered'>>()
  for (const event of known)
    if (event.kind === 'report-answered')
      for (const report of event.data.reports) if (!answers.has(report)) answers.set(report, event)
  return known
    .filter(isReport)
    .map(({ id, at, data }): MyReport => {
      const answer = answers.get(id)
      return {
        id,
        ref: { kind: data.kind, id: data.id },
        title: title(data.kind, data.id),
        problem: data.problem,
        note: data.note ?? null,
        atMs: at,
        sent: !unsent.has(id),
        answer: answer
          ? {
              id: answer.id,
              outcome: answer.data.outcome,
              version: answer.data.version ?? null,
              by: answer.data.name,
              note: answer.data.note ?? null,
              atMs: answer.at,
            }
          : null,
      }
    })
    .reverse()
}

/**
 * Whether one more report is taken from this person: an owner should be able to answer what came before it.
 *
 * @param nowMs a day is the last 24 hours before it, by this device's clock
 */
export function mayReport(reports: readonly MyReport[], ref: { kind: string; id: string }, nowMs: number): ReportTaken {
  const open = reports.filter((one) => one.ref.kind === ref.kind && one.ref.id === ref.id && !one.answer)
  if (open.length >= MOST_OPEN_HERE) return 'enough-here'
  const today = reports.filter(({ atMs }) => atMs > nowMs - DAY_MS)
  return today.length >= MOST_A_DAY ? 'enough-today' : 'kept'
}

const isReport = (event: KnownEvent): event is EventOf<'aid-reported'> => event.kind === 'aid-reported'
