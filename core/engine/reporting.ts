import type { EventLog, EventStore } from '#core/events'
import { mayReport, myReports } from '#core/learner'
import type { MyReport, Ref, Reporting, TrustSignal } from '../engine-api.ts'
import { aidCard } from './aid-card.ts'
import type { InstalledLibrary } from './installed.ts'
import { trustOf } from './trust-signal.ts'

export interface ReportingDeps {
  installed: InstalledLibrary
  store: EventStore
  log: EventLog
  nowMs(): number
}

/** Says that an aid is wrong, and what came of it: events alone, so it works offline and reads the same on every device. */
export function createReporting({ installed, store, log, nowMs }: ReportingDeps): Reporting {
  async function reports(ref?: Ref): Promise<MyReport[]> {
    const events = await store.all()
    const unsent = await store.unsent(Number.MAX_SAFE_INTEGER)
    const current = await installed.current()
    const wanted = new Set(
      events.filter(({ kind }) => kind === 'aid-reported').map(({ data }) => `${data.kind} ${data.id}`),
    )
    const held = wanted.size > 0 ? await installed.showable(({ kind, id }) => wanted.has(`${kind} ${id}`)) : []
    const titles = new Map(
      current ? held.map((one) => [`${one.entry.kind} ${one.entry.id}`, aidCard(one, current.state).title]) : [],
    )
    const title = (kind: string, id: string) => titles.get(`${kind} ${id}`) ?? null
    const all = myReports(events, title, new Set(unsent.map(({ id }) => id)))
    return ref ? all.filter((one) => one.ref.kind === ref.kind && one.ref.id === ref.id) : all
  }

  return {
    reports,
    async reportAid(id, ref, { problem, version, passage, note }) {
      const before = await reports()
      // the second try of a report that was kept is that report
      if (before.some((one) => one.id === id)) return 'kept'
      const may = mayReport(before, ref, nowMs())
      if (may !== 'kept') return may
      const words = note?.trim()
      const more = { ...(passage ? { passage } : {}), ...(words ? { note: words } : {}) }
      await log.append('aid-reported', { kind: ref.kind, id: ref.id, problem, version, ...more }, id)
      return 'kept'
    },
    async trust(ref): Promise<TrustSignal | null> {
      const current = await installed.current()
      const held = await installed.find(ref.kind, ref.id)
      return current && held ? trustOf(installed, held, current, nowMs()) : null
    },
  }
}
