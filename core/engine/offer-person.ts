import { DAY_MS } from '#core/base'
import { competency } from '#core/content'
import type { OfferPerson } from '#core/context'
import { type EventStore, inTimeOrder, readEvents } from '#core/events'
import type { MyRecord, Ref } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'

interface OfferPersonDeps {
  installed: Pick<InstalledLibrary, 'ofKind'>
  events: Pick<EventStore, 'all'>
  record(): Promise<MyRecord>
  /** role profiles of this person, or null when nobody said which: then aids of any role may be offered */
  profiles(): Promise<readonly string[] | null>
}

/** What this person's own record says about aids for them: what they can do alone, and how aids fared. Read, never written. */
export function createOfferPerson({ installed, events, record, profiles }: OfferPersonDeps) {
  async function canDoAlone(): Promise<string[]> {
    const shown = new Set((await record()).competencies.flatMap(({ id, alone }) => (alone === 'can-do' ? [id] : [])))
    if (shown.size === 0) return []
    const held = await installed.ofKind('competency')
    return held
      .filter(({ entry }) => shown.has(entry.id))
      .flatMap(({ entry, envelope }) => [
        entry.id,
        ...competency.parse(envelope.body).subCompetencies.map(({ id }) => id),
      ])
  }

  async function fared(): Promise<OfferPerson['fared']> {
    const byAid = new Map<string, { kind: string; id: string; ratedLow: boolean; ignored: number; day: number }>()
    for (const event of inTimeOrder(readEvents(await events.all()))) {
      if (event.kind !== 'aid-offered' && event.kind !== 'aid-opened' && event.kind !== 'aid-rated') continue
      const { kind, id } = event.data
      const before = byAid.get(`${kind}/${id}`) ?? { kind, id, ratedLow: false, ignored: 0, day: -1 }
      const day = Math.floor(event.at / DAY_MS)
      // once a day at most: one restless page must not silence an aid everywhere
      if (event.kind === 'aid-offered') {
        if (before.day !== day) before.ignored++
        before.day = day
      } else before.ignored = 0
      if (event.kind === 'aid-rated') before.ratedLow = event.data.rating !== 'helpful'
      byAid.set(`${kind}/${id}`, before)
    }
    return [...byAid.values()]
  }

  return async (hidden: readonly Ref[]): Promise<OfferPerson> => ({
    roles: await profiles(),
    canDoAlone: await canDoAlone(),
    fared: await fared(),
    hidden,
  })
}
