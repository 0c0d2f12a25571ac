import { parse, sha256Hex } from '#core/base'
import { createFurniture, type OfferPerson, pageState, type RankedOffer, rankOffers, Signals } from '#core/context'
import type { EventStore } from '#core/events'
import type { MyRecord, Offer, PageExplanation, PageSignals, Ref } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'
import { createOfferPerson } from './offer-person.ts'
import { createPageAids } from './page-aids.ts'

export interface PageDeps {
  installed: InstalledLibrary
  meaning: Meaning
  events: Pick<EventStore, 'all'>
  record(): Promise<MyRecord>
  profiles(): Promise<readonly string[] | null>
}

const anybody: OfferPerson = { roles: null, canDoAlone: [], fared: [], hidden: [] }
/** Beyond what a rule places, an explanation names so many aids that are near. */
const NEAR_EXPLAINED = 3

/** Finds the aid for a page. Signals live as long as the call: nothing of them is stored, logged or sent. */
export function createPage(deps: PageDeps) {
  const pageAids = createPageAids(deps)
  const personNow = createOfferPerson(deps)
  const furniture = createFurniture()

  async function readPage(signals: PageSignals) {
    const page = parse(Signals, signals, 'page signals')
    const ready = await pageAids.read()
    if (!ready) return null
    const { aids, placements, wordsOf } = ready
    return {
      page,
      question: { signals: page, placements, aids: aids.map((aid) => aid.offer) },
      near: () => {
        const { text, spoken } = furniture.heard(page)
        return pageAids.nearness(aids, text, wordsOf(spoken))
      },
      cardOf: (aid: Ref) => aids.find(({ card: { kind, id } }) => kind === aid.kind && id === aid.id)?.card,
    }
  }

  /** @param hidden aids this person does not want on this page */
  async function offer(signals: PageSignals, hidden: readonly Ref[] = []): Promise<Offer | null> {
    const found = await readPage(signals)
    if (!found) return null
    const { page, question, cardOf } = found
    furniture.note(page)
    // rules first: where one holds, the page is not embedded at all
    const placed = rankOffers({ ...question, person: anybody, near: null }).length > 0
    const near = placed ? null : await found.near()
    if (!rankOffers({ ...question, person: anybody, near }).some(({ quiet }) => quiet === null)) return null
    // the record is read only where there is something to offer: most pages have nothing
    const ranked = rankOffers({ ...question, person: await personNow(hidden), near })
    const best = ranked.find(({ quiet }) => quiet === null)
    const card = best && cardOf(best)
    if (!best || !card) return null
    const { reason, why, by, placement } = best
    return { aid: card, reason, why, by, placement, state: pageState(page, sha256Hex) }
  }

  /** The same question, told whole: also what was near and why it was not offered. */
  async function explain(signals: PageSignals, hidden: readonly Ref[] = []): Promise<PageExplanation> {
    const found = await readPage(signals)
    if (!found) return { aids: [], meaning: 'not-ready' }
    const near = await found.near()
    const ranked = rankOffers({ ...found.question, person: await personNow(hidden), near })
    const told = ({ reason, why, by, quiet, ...ref }: RankedOffer) => {
      const aid = found.cardOf(ref)
      return aid ? [{ aid, reason, why, by, quiet }] : []
    }
    const nearest = ranked.filter(({ by }) => by === 'meaning').slice(0, NEAR_EXPLAINED)
    return {
      aids: [...ranked.filter(({ by }) => by === 'rule'), ...nearest].flatMap(told),
      meaning: near ? 'judged' : 'not-ready',
    }
  }
  return { offer, explain }
}
