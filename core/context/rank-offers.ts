import { matchPlacements, type Placement } from './placements.ts'
import { signalText } from './signal-text.ts'
import type { Signals } from './signals.ts'
import { plain } from './words.ts'

/**
 * Cosine of the page's signals and an aid below which nothing is offered by meaning. PROVISIONAL: set on 26 states of
 * our own demo desk with the int8 model (right offers .57 to .58, the nearest wrong one .51), which proves little; a set
 * nobody here labelled has to confirm it. Too low offers wrong aids, too high makes this way silent.
 */
export const MEANING_THRESHOLD = 0.55
/** How far the best aid must be ahead of the next, in cosine: two equally near aids are a guess, not an offer. Provisional likewise. */
export const MEANING_MARGIN = 0.08

export interface OfferAid {
  kind: string
  id: string
  title: string
  summary: string
  /** role ids of the aid; empty is everybody */
  roles: readonly string[]
}

export interface RankedOffer {
  kind: string
  id: string
  /** completes "Shown because ..." */
  reason: string
  by: 'rule' | 'meaning'
  placement: string | null
}

export interface OfferQuestion {
  signals: Signals
  placements: readonly Placement[]
  /** what the device may show now; a placement whose aid is not among them is passed over */
  aids: readonly OfferAid[]
  /** the person's role profiles, or null when they are not known: then aids of any role may be offered */
  roles: readonly string[] | null
  /** cosine of `signalText(signals)` and each aid, or null while the model is not ready: rules alone still work */
  meaning: readonly { kind: string; id: string; cosine: number }[] | null
  /** aids this person does not want on this page */
  hidden?: readonly { kind: string; id: string }[]
}

const key = ({ kind, id }: { kind: string; id: string }) => `${kind}/${id}`

const small = new Set(
  'a about all an and any are as at be before by can do for from has have how if in into is it its may new no not of off on only or our out page that the their them then these they this to up us was we what when where which who will with you your'.split(
    ' ',
  ),
)

function meaningReason(signals: Signals, aid: OfferAid): string {
  const page = new Set(plain(signalText(signals)).split(' '))
  const shared = plain(`${aid.title} ${aid.summary}`)
    .split(' ')
    .filter((word) => word.length > 2 && !small.has(word) && page.has(word))
  const words = [...new Set(shared)].slice(0, 3)
  if (words.length === 0) return 'this page seems to be about the same thing'
  const quoted = words.map((word) => `“${word}”`)
  const list = quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
  return `this page is about ${list}, and so is this aid`
}

/**
 * Aids for a page, best first: those placed by a rule, most specific first; only where no rule holds, the one whose
 * meaning is near enough and clearly nearer than the next. Often nothing, which is the point: a wrong tip costs more
 * trust than a missing one.
 */
export function rankOffers({ signals, placements, aids, roles, meaning, hidden = [] }: OfferQuestion): RankedOffer[] {
  const unwanted = new Set(hidden.map(key))
  const forRole = (aid: OfferAid) =>
    roles === null || aid.roles.length === 0 || aid.roles.some((r) => roles.includes(r))
  const usable = new Map(aids.filter(forRole).map((aid) => [key(aid), aid]))

  const placed = matchPlacements(signals, placements).filter(({ aid }) => usable.has(key(aid)))
  if (placed.length > 0) {
    const first = new Map<string, RankedOffer>()
    for (const { id: placement, aid, reason } of placed)
      if (!first.has(key(aid))) first.set(key(aid), { ...aid, reason, by: 'rule', placement })
    return [...first.values()].filter((offer) => !unwanted.has(key(offer)))
  }

  const near = (meaning ?? [])
    .filter((hit) => usable.has(key(hit)))
    .sort((a, b) => b.cosine - a.cosine || (key(a) < key(b) ? -1 : 1))
  const [best, next] = near
  if (!best || best.cosine < MEANING_THRESHOLD) return []
  if (next && best.cosine - next.cosine < MEANING_MARGIN) return []
  const aid = usable.get(key(best))
  if (!aid || unwanted.has(key(best))) return []
  return [{ kind: best.kind, id: best.id, reason: meaningReason(signals, aid), by: 'meaning', placement: null }]
}
