import { isOpposable } from './antonyms.ts'
import type { Rule } from './rule.ts'

/**
 * Which typed differences a sentence can take part in, as bits: sentences whose signs exclude every difference are not read, and
 * most are excluded.
 */
const KINDS = ['duration', 'frequency', 'percent', 'money', 'time', 'date', 'weekday', 'year', 'count']
const OF_KIND = (1 << KINDS.length) - 1
const OF_MODAL = 9
const NEGATED = 1 << 13
const OPPOSABLE = 1 << 14
/** "unpaid" is the opposite of "paid", which is on no list. */
const PREFIXED = 1 << 15

/** @returns 16 bits */
export function typedSigns({ values, modals, negations, words }: Rule): number {
  let signs = negations.length > 0 ? NEGATED : 0
  for (const { kind } of values) signs |= 1 << KINDS.indexOf(kind.split(':')[0] ?? '')
  for (const { strength } of modals) signs |= 1 << (OF_MODAL + strength)
  for (const word of words) {
    if (isOpposable(word)) signs |= OPPOSABLE
    if (/^(?:un|non)/.test(word)) signs |= PREFIXED
  }
  return signs
}

/** Whether two sentences with these signs can differ in a typed way: never false where `differenceOf` finds something. */
export function mayDiffer(a: number, b: number): boolean {
  if ((a & b & (OF_KIND | OPPOSABLE)) !== 0 || ((a | b) & (NEGATED | PREFIXED)) !== 0) return true
  return bindsOtherwise(a >> OF_MODAL, b >> OF_MODAL) || bindsOtherwise(b >> OF_MODAL, a >> OF_MODAL)
}

/** "must" beside anything weaker, "should" beside "need not". */
const bindsOtherwise = (a: number, b: number): boolean =>
  ((a & 0b1000) !== 0 && (b & 0b0111) !== 0) || ((a & 0b0100) !== 0 && (b & 0b0001) !== 0)

/** Whether two sentences with these signs can differ in opposites: words on the list, or one word with "un" or "non" before it. */
export const mayBeOpposite = (a: number, b: number): boolean => (a & b & OPPOSABLE) !== 0 || ((a | b) & PREFIXED) !== 0
