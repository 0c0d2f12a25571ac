/**
 * How much a page may say about itself: items in a list, characters in a text. The collector clips to these; a message
 * beyond them is refused, because it did not come from our collector.
 */
export const SIGNAL_LIMITS = {
  host: 260,
  pathShape: 300,
  title: 200,
  headings: { items: 12, chars: 160 },
  labels: { items: 40, chars: 100 },
  banners: { items: 6, chars: 300 },
  controls: { items: 40, chars: 80 },
  groups: { items: 12, chars: 100 },
  /** labels in one group */
  holds: { items: 12, chars: 100 },
  /** an hour in one state is as telling as a day */
  seconds: 3_600,
} as const

/** After so many seconds in one state a page speaks again, so that `time-in-state` can hold: few moments, not a clock. */
export const STAY_SECONDS: readonly number[] = [30, 90, 300]
