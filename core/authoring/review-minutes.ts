/** How long one reviewer looks at an object of a kind before its length counts, minutes. Estimates until they are measured. */
const baseMinutes: Readonly<Record<string, number>> = {
  'job-aid': 3,
  'process-guide': 4,
  'onboarding-module': 6,
  item: 4,
  assessment: 3,
  placement: 2,
  competency: 2,
  'role-profile': 3,
  document: 1,
}
const OTHER_KIND_MINUTES = 3
/** New text is read beside its sources: half of a reader's 200 words a minute. What is already in force is read once. */
const WORDS_A_MINUTE = { written: 100, document: 400 }
const MOST_MINUTES = 60

/** Fewer reviews say nothing of the next one. */
export const LEAST_MEASURED = 5
/** Longer than this between opening and signing was not spent on it alone, minutes. */
export const MOST_MEASURED_MINUTES = 120

/**
 * How long one reviewer's look at an object will take.
 *
 * @param measured minutes of past reviews of this kind in its domain; from five on their median counts
 * @returns whole minutes, 1 to 60
 */
export function reviewMinutes(kind: string, words: number, measured: readonly number[]): number {
  const middle = [...measured].sort((a, b) => a - b)[Math.floor(measured.length / 2)]
  if (measured.length >= LEAST_MEASURED && middle !== undefined) return Math.max(1, middle)
  const pace = kind === 'document' ? WORDS_A_MINUTE.document : WORDS_A_MINUTE.written
  return Math.min(MOST_MINUTES, Math.ceil((baseMinutes[kind] ?? OTHER_KIND_MINUTES) + words / pace))
}

const STEPS = [1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120] as const

/** How long a review took, told coarsely enough that it says something of reviews and little of a reviewer; null where it is too long. */
export function coarseMinutes(ms: number): number | null {
  const minutes = ms / 60_000
  return minutes < 0 || minutes > MOST_MEASURED_MINUTES ? null : (STEPS.find((step) => minutes <= step) ?? null)
}
