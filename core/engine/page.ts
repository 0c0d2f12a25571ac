import { parse, sha256Hex } from '#core/base'
import { type OfferPerson, pageState, rankOffers, Signals, signalText } from '#core/context'
import type { EventStore } from '#core/events'
import type { MyRecord, Offer, PageSignals, Ref } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'
import { createOfferPerson } from './offer-person.ts'
import { createPageAids } from './page-aids.ts'

export interface PageDeps {
  installed: InstalledLibrary
  meaning: Meaning
  events: Pick<EventStore, 'all'>
  record(): Promise<MyRecord>
}

/** Finds the aid for a page. Signals live as long as the call: nothing of them is stored, logged or sent. */
export function createPage(deps: PageDeps) {
  const pageAids = createPageAids(deps)
  const personNow = createOfferPerson(deps)

  /** @param hidden aids this person does not want on this page */
  return async function offer(signals: PageSignals, hidden: readonly Ref[] = []): Promise<Offer | null> {
    const page = parse(Signals, signals, 'page signals')
    const ready = await pageAids.read()
    if (!ready) return null
    const { aids, placements, wordsOf } = ready
    const question = { signals: page, placements, aids: aids.map((aid) => aid.offer) }
    const anybody: OfferPerson = { roles: null, canDoAlone: [], fared: [], hidden: [] }
    // rules first: where one holds, the page is not embedded at all
    const placed = rankOffers({ ...question, person: anybody, near: null }).length > 0
    const near = placed ? null : await pageAids.nearness(aids, signalText(page), wordsOf(page))
    if (!rankOffers({ ...question, person: anybody, near }).some(({ quiet }) => quiet === null)) return null
    // the record is read only where there is something to offer: most pages have nothing
    const ranked = rankOffers({ ...question, person: await personNow(hidden), near })
    const best = ranked.find(({ quiet }) => quiet === null)
    const card = best && aids.find(({ card: { kind, id } }) => kind === best.kind && id === best.id)?.card
    if (!best || !card) return null
    const { reason, why, by, placement } = best
    return { aid: card, reason, why, by, placement, state: pageState(page, sha256Hex) }
  }
}
