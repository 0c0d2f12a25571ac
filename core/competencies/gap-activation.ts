import type { Gap, GapDecision } from './gap.ts'

/** More at once, and none is closed. */
export const MOST_ACTIVE_GAPS = 3

export type Activation =
  | { state: 'activated'; gap: Gap }
  /** it is active already */
  | { state: 'same'; gap: Gap }
  | { state: 'incomplete'; missing: string[] }
  | { state: 'full'; active: string[] }

export interface ActivationQuestion {
  gap: Gap
  /** ids of the other gaps that are active now */
  active: readonly string[]
  person: string
  /** ISO timestamp */
  at: string
  /** why one more than the limit is right, or null */
  override: string | null
}

/**
 * Whether a gap may be worked on now. An override is a decision of its own kind: it stays with the gap for ever, and so do the
 * names of the gaps that were active then.
 */
export function activateGap({ gap, active, person, at, override }: ActivationQuestion): Activation {
  if (gap.state === 'active') return { state: 'same', gap }
  const missing = missingToActivate(gap)
  if (missing.length > 0) return { state: 'incomplete', missing }
  const full = active.length >= MOST_ACTIVE_GAPS
  if (full && override === null) return { state: 'full', active: [...active] }
  const decision: GapDecision = full
    ? { act: 'activated-over-limit', person, at, reason: override, beside: [...active] }
    : { act: 'activated', person, at, reason: null, beside: [] }
  return { state: 'activated', gap: { ...gap, state: 'active', decisions: [...gap.decisions, decision] } }
}

/** What an active gap must have, in words; empty where it has all. */
export function missingToActivate({ priority, owner, effect }: Pick<Gap, 'priority' | 'owner' | 'effect'>): string[] {
  return [
    ...(priority ? [] : ['the business goal it stands in the way of']),
    ...(owner ? [] : ['an owner']),
    ...(effect ? [] : ['the effect expected of closing it']),
  ]
}
