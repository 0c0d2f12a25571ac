import { meaningReason } from './meaning-reason.ts'
import { nearness, OFFER_MARGIN, OFFER_THRESHOLD } from './nearness.ts'
import { matchPlacements, type Placement } from './placements.ts'
import { matcherFor } from './registry.ts'
import type { Signals } from './signals.ts'

/** Rated not helpful or out of date: the aid must be nearer by so much, and comes after others that a rule places. */
const RATED_LOW = 0.15
/** Offered on so many days in a row and never opened: it is not offered again until the person opens it themselves. */
export const OFTEN_IGNORED = 5

/** An aid its author has placed in other tools is listed behind others as near. */
const PLACED_ELSEWHERE = 0.2

export interface AidRef {
  kind: string
  id: string
}

export interface OfferAid extends AidRef {
  title: string
  summary: string
  /** role ids of the aid; empty is everybody */
  roles: readonly string[]
  /** ids of competencies and their parts that it serves */
  competencies: readonly string[]
}

export interface RankedOffer extends AidRef {
  /** completes "Shown because ..." */
  reason: string
  /** what holds, a phrase each: of a rule what each of its parts says */
  why: string[]
  by: 'rule' | 'meaning'
  placement: string | null
  /** why it is listed but not offered unasked; null to offer it */
  quiet: 'unsure' | 'put-away' | 'can-do-alone' | 'often-ignored' | null
}

/** What the person's own record says, from this device alone. */
export interface OfferPerson {
  /** their role profiles, or null when they are not known: then aids of any role may be offered */
  roles: readonly string[] | null
  /** competencies and parts of them they have shown they can do without help: an expert is not told the basics */
  canDoAlone: readonly string[]
  /** how aids fared with them */
  fared: readonly (AidRef & { ratedLow: boolean; ignored: number })[]
  /** what they put away on this page */
  hidden: readonly AidRef[]
}

export interface OfferQuestion {
  signals: Signals
  placements: readonly Placement[]
  /** what the device may show now; a placement whose aid is not among them is passed over */
  aids: readonly OfferAid[]
  person: OfferPerson
  /** how near each aid is, or null while the model is not ready: rules alone still work */
  near: readonly (AidRef & { cosine: number; words: number })[] | null
}

const key = ({ kind, id }: AidRef) => `${kind}/${id}`

/**
 * Aids for a page, best first: those placed by a rule, most specific first, then the others by nearness. Those without `quiet`
 * may be offered unasked: placed ones; only where no rule holds, the one that is near enough and clearly nearer than the next one
 * for something else, unless its author has said where in this tool it belongs. Often none, which is the point: a wrong tip costs more trust than a missing one.
 */
export function rankOffers({ signals, placements, aids, person, near }: OfferQuestion): RankedOffer[] {
  const { roles } = person
  const forRole = (aid: OfferAid) =>
    roles === null || aid.roles.length === 0 || aid.roles.some((role) => roles.includes(role))
  const usable = new Map(aids.filter(forRole).map((aid) => [key(aid), aid]))
  const personal = readPerson(person)

  const placed = new Map<string, RankedOffer>()
  for (const { id: placement, aid, reason, rules } of matchPlacements(signals, placements)) {
    const known = usable.get(key(aid))
    if (!known || placed.has(key(aid))) continue
    const why = rules.map((rule) => matcherFor(rule.matcher).says(rule))
    placed.set(key(aid), { ...aid, reason, why, by: 'rule', placement, quiet: personal.quiet(known) })
  }
  const byRule = [...placed.values()].sort((a, b) => Number(personal.ratedLow(a)) - Number(personal.ratedLow(b)))

  const authored = readAuthored(placements, signals)
  const scored = (near ?? [])
    .flatMap((hit) => {
      const aid = usable.get(key(hit))
      const lower = (personal.ratedLow(hit) ? RATED_LOW : 0) + (authored.elsewhere(hit) ? PLACED_ELSEWHERE : 0)
      return aid && !placed.has(key(hit)) ? [{ aid, score: nearness(hit.cosine, hit.words) - lower }] : []
    })
    .sort((a, b) => b.score - a.score || (key(a.aid) < key(b.aid) ? -1 : 1))
  const [best] = scored
  const rival = scored.find(({ aid }) => best && aid !== best.aid && !serveTheSame(aid, best.aid))
  const isSure =
    byRule.length === 0 &&
    best !== undefined &&
    !authored.here(best.aid) &&
    best.score >= OFFER_THRESHOLD &&
    best.score - (rival?.score ?? 0) >= OFFER_MARGIN
  const byMeaning = scored.map(({ aid }, place): RankedOffer => {
    const reason = meaningReason(signals, aid)
    const quiet = place === 0 && isSure ? personal.quiet(aid) : 'unsure'
    return { kind: aid.kind, id: aid.id, reason, why: [reason], by: 'meaning', placement: null, quiet }
  })
  return [...byRule, ...byMeaning]
}

/** What authors have said of where aids belong: a rule for this tool that does not hold here is a reason to be quiet. */
function readAuthored(placements: readonly Placement[], signals: Signals) {
  const anywhere = new Set(placements.map(({ aid }) => key(aid)))
  const inThisTool = placements.filter(({ rules }) =>
    rules.every((rule) => rule.matcher !== 'host' || matcherFor('host').match(rule, signals)),
  )
  const here = new Set(inThisTool.map(({ aid }) => key(aid)))
  return {
    here: (aid: AidRef) => here.has(key(aid)),
    elsewhere: (aid: AidRef) => anywhere.has(key(aid)) && !here.has(key(aid)),
  }
}

/** Two aids for one competency are no rivals: either is right. */
const serveTheSame = (a: OfferAid, b: OfferAid) => a.competencies.some((id) => b.competencies.includes(id))

function readPerson({ canDoAlone, fared, hidden }: OfferPerson) {
  const known = new Set(canDoAlone)
  const putAway = new Set(hidden.map(key))
  const faredByAid = new Map(fared.map((each) => [key(each), each]))
  return {
    ratedLow: (aid: AidRef) => faredByAid.get(key(aid))?.ratedLow ?? false,
    quiet(aid: OfferAid): RankedOffer['quiet'] {
      if (putAway.has(key(aid))) return 'put-away'
      if (aid.competencies.length > 0 && aid.competencies.every((id) => known.has(id))) return 'can-do-alone'
      return (faredByAid.get(key(aid))?.ignored ?? 0) >= OFTEN_IGNORED ? 'often-ignored' : null
    },
  }
}
