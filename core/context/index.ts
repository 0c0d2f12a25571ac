export { type AidText, createAidWords } from './aid-words.ts'
export { DriftedStep } from './drifted-step.ts'
export { createFurniture } from './furniture.ts'
export { type GuidePlace, type GuidePlaces, isInTool, isWalkable, placeOn, readGuidePlaces } from './guide-places.ts'
export { defineMatcher, type Matcher, type SignalName } from './matcher.ts'
export { pathShape } from './path-shape.ts'
export { checkPlacement, matchPlacements, type Placement, placementHosts, readPlacement } from './placements.ts'
export { type AidRef, type OfferAid, type OfferPerson, type RankedOffer, rankOffers } from './rank-offers.ts'
export { matcherFor, matchers } from './registry.ts'
export type { RuleField } from './rule-fields.ts'
export {
  changeTexts,
  MAX_SAVED_PAGE_CHARS,
  MOST_SAVED_ELEMENTS,
  PageRead,
  type PageText,
  pageTexts,
  SavedPage,
  type TextChange,
  type TextPlace,
} from './saved-page.ts'
export { SIGNAL_LIMITS, STAY_SECONDS } from './signal-limits.ts'
export { pageState, signalText } from './signal-text.ts'
export { Signals, signalWords } from './signals.ts'
export { type PointedPart, rulesForPart, type SuggestedRule, suggestRules } from './suggest-rules.ts'
export { type TriedStep, type TryOut, tryPlacement, trySteps } from './try-out.ts'
