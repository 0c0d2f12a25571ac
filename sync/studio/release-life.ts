const DAY_MS = 24 * 60 * 60 * 1000
/** A release must be renewed within this time, ms. */
export const RELEASE_LIFE_MS = 180 * DAY_MS
/** This long before its end a release may be renewed though nothing changed, ms. */
export const RENEW_WITHIN_MS = 30 * DAY_MS
