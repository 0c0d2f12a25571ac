import { parse, sha256Hex } from '#core/base'
import { contentKind } from '#core/content'
import { pageState, rankOffers, readPlacement, Signals, signalText } from '#core/context'
import { cosine } from '#core/embedding'
import type { Offer, PageSignals, Ref } from '../engine-api.ts'
import { aidCard, isAid } from './aid-card.ts'
import type { InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'

export interface PageDeps {
  installed: InstalledLibrary
  meaning: Meaning
}

/** Finds the aid for a page. Signals live as long as the call: nothing of them is stored, logged or sent. */
export function createPage({ installed, meaning }: PageDeps) {
  /** @param hidden aids this person does not want on this page */
  return async function offer(signals: PageSignals, hidden: readonly Ref[] = []): Promise<Offer | null> {
    const checked = parse(Signals, signals, 'page signals')
    const held = await installed.showable()
    const current = await installed.current()
    if (!current) return null
    const aids = held.filter(isAid)
    const cards = aids.map((aid) => ({
      ...aidCard(aid, current.state),
      roles: contentKind(aid.envelope.kind).roles(aid.envelope.body),
    }))
    const question = {
      signals: checked,
      placements: held
        .filter(({ entry }) => entry.kind === 'placement')
        .map(({ entry, envelope }) => readPlacement(entry.id, envelope.body)),
      aids: cards,
      roles: null,
      hidden,
    }
    // rules first: where one holds, the page is not embedded at all
    const [placed] = rankOffers({ ...question, meaning: null })
    const [best] = placed ? [placed] : rankOffers({ ...question, meaning: await nearness(signalText(checked), cards) })
    const card = best && cards.find((candidate) => candidate.kind === best.kind && candidate.id === best.id)
    if (!best || !card) return null
    const { roles: _, ...aid } = card
    return { aid, reason: best.reason, by: best.by, placement: best.placement, state: pageState(checked, sha256Hex) }
  }

  /** Cosine of the page and each aid's title and task, or null where there is no model: rules alone still work. */
  async function nearness(text: string, cards: readonly (Ref & { title: string; summary: string })[]) {
    if (text === '') return null
    const vectors = await meaning.vectorsOf(cards.map(({ title, summary }) => `${title}. ${summary}`))
    const page = vectors && (await meaning.queryVector(text))
    if (!vectors || !page) return null
    return cards.map(({ kind, id }, i) => ({
      kind,
      id,
      cosine: cosine(page, vectors[i] ?? new Int8Array(page.length)),
    }))
  }
}
