import { contentKind } from '#core/content'
import { type AidText, createAidWords, type OfferAid, type Placement, readPlacement, type Signals } from '#core/context'
import { cosine } from '#core/embedding'
import { objectText } from '#core/knowledge'
import { aidLine, embeddedTexts, objectPage } from '#core/retrieval'
import type { AidCard } from '../engine-api.ts'
import { aidCard, isAid, isAidEntry } from './aid-card.ts'
import type { Held, InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'

/** An aid as pages are compared with it. */
interface PageAid {
  card: AidCard
  offer: OfferAid
  text: AidText
  /** its title with its situation, then what search embeds of it, so that a release's vectors serve here too */
  embedded: string[]
}

/** The aids and placements of the installed release, made ready once for all pages until something changes. */
export function createPageAids({ installed, meaning }: { installed: InstalledLibrary; meaning: Meaning }) {
  let ready: { of: unknown; placements: Placement[]; aids: PageAid[]; wordsOf(signals: Signals): Float32Array } | null =
    null

  async function read() {
    const of = await installed.entries()
    const current = await installed.current()
    if (!current) return null
    if (ready?.of === of) return ready
    const held = await installed.showable((entry) => entry.kind === 'placement' || isAidEntry(entry))
    const aids = held.filter(isAid).map((aid) => toPageAid(aid, aidCard(aid, current.state)))
    const placements = held
      .filter(({ entry }) => entry.kind === 'placement')
      .map(({ entry, envelope }) => readPlacement(entry.id, envelope.body))
    ready = { of, aids, placements, wordsOf: createAidWords(aids.map(({ text }) => text)) }
    return ready
  }

  /** How near each aid is to the page, or null where there is no model. A page that says nothing of itself is near by words alone. */
  async function nearness(aids: readonly PageAid[], text: string, words: Float32Array) {
    if (text === '') return aids.map(({ offer: { kind, id } }, i) => ({ kind, id, words: words[i] ?? 0, cosine: 0 }))
    const page = await meaning.queryVector(text)
    const vectors = page && (await meaning.vectorsOf(aids.flatMap(({ embedded }) => embedded)))
    if (!page || !vectors) return null
    let from = 0
    return aids.map(({ offer: { kind, id }, embedded }, i) => {
      const own = vectors.slice(from, from + embedded.length)
      from += embedded.length
      return { kind, id, words: words[i] ?? 0, cosine: Math.max(...own.map((vector) => cosine(page, vector))) }
    })
  }

  return { read, nearness }
}

function toPageAid({ envelope }: Held, card: AidCard): PageAid {
  const kind = contentKind(envelope.kind)
  const { title, passages } = objectText(envelope.kind, envelope.body)
  const [, ...texts] = embeddedTexts(objectPage(card.id, envelope))
  return {
    card,
    offer: { ...card, roles: kind.roles(envelope.body) },
    text: { title, summary: card.summary, passages },
    embedded: [aidLine(envelope), ...texts],
  }
}
