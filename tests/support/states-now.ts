export const DAY_MS = 24 * 60 * 60 * 1000
/** Wednesday 14 October 2026, 09:30 UTC: when every standing state is looked at */
export const NOW_MS = Date.UTC(2026, 9, 14, 9, 30)
