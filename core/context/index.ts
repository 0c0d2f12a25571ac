export { defineMatcher, type Matcher, type SignalName } from './matcher.ts'
export { pathShape } from './path-shape.ts'
export { checkPlacement, matchPlacements, type Placement, placementHosts, readPlacement } from './placements.ts'
export {
  MEANING_MARGIN,
  MEANING_THRESHOLD,
  type OfferAid,
  type OfferQuestion,
  type RankedOffer,
  rankOffers,
} from './rank-offers.ts'
export { matcherFor, matchers } from './registry.ts'
export { pageState, signalText } from './signal-text.ts'
export { SIGNAL_LIMITS, Signals, STAY_SECONDS, signalWords } from './signals.ts'
