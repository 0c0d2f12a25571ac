import { type Clue, type Located, locate } from '#core/anchors'
import { type GuidePlaces, placeOn, readGuidePlaces } from './guide-places.ts'
import { matchPlacements, type Placement, readPlacement } from './placements.ts'
import type { SavedPage } from './saved-page.ts'

/** A guide's step on a page: `elsewhere` where its own rules do not hold. */
export interface TriedStep {
  id: string
  /** index of the guide's step */
  step: number
  state: 'found' | 'lost' | 'elsewhere'
  /** false: the step names no kind of page, so that it may belong to another one */
  sure: boolean
  /** what was found, by role and name */
  element: { role: string; name: string } | null
  /** 0-1; how far the next best stays behind */
  score: number
  margin: number
  lost: Clue[]
}

/** What a placement would do on a saved page. */
export interface TryOut {
  holds: boolean
  /** it comes before all others that hold here, so it is the one that is offered */
  first: boolean
  /** ids of other placements that hold here, most specific first */
  others: string[]
  steps: TriedStep[]
}

/**
 * @param others placements that are there already; an older version of this one is passed over
 * @throws {AppError} `bad-input`, `unknown-matcher` for a placement that could not be sent
 */
export function tryPlacement(id: string, body: unknown, state: SavedPage, others: readonly Placement[]): TryOut {
  const own = readPlacement(id, body)
  const ranked = matchPlacements(state.signals, [own, ...others.filter((other) => other.id !== id)])
  const places = readGuidePlaces(id, body)
  return {
    holds: ranked.includes(own),
    first: ranked[0] === own,
    others: ranked.filter((other) => other !== own).map((other) => other.id),
    steps: places ? trySteps(places, state) : [],
  }
}

/** Looks for every step of a guide on a page. */
export function trySteps(places: GuidePlaces, { signals, facts }: SavedPage): TriedStep[] {
  return places.steps.map((step) => {
    const tried = { id: step.id, step: step.step, sure: step.where.length > 0 }
    if (placeOn(places, step.id, signals) === 'elsewhere')
      return { ...tried, state: 'elsewhere' as const, element: null, score: 0, margin: 0, lost: [] }
    return { ...tried, ...toTried(locate(step.anchor, facts), facts) }
  })
}

function toTried(located: Located, { elements }: SavedPage['facts']) {
  if (located.state === 'lost')
    return { state: 'lost' as const, element: null, score: located.best ?? 0, margin: 0, lost: located.lostClues }
  const found = elements[located.index]
  const element = found ? { role: found.role, name: found.name } : null
  return { state: 'found' as const, element, score: located.score, margin: located.margin, lost: [] }
}
