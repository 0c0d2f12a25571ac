import { DAY_MS } from '#core/base'
/** A release must be renewed within this time, ms. */
export const RELEASE_LIFE_MS = 180 * DAY_MS
/** This long before its end a release may be renewed though nothing changed, ms. */
export const RENEW_WITHIN_MS = 30 * DAY_MS
