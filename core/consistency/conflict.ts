import { logistic } from '#core/base'
import { type Difference, differenceOf } from './difference.ts'
import type { Rule } from './rule.ts'
import type { Statement } from './statement.ts'

/** How rare a stem is: ln(1 + sentences / sentences with it). */
export type Idf = (stem: string) => number

/** A sentence, and the stems of its document's title. */
export interface Side {
  statement: Pick<Statement, 'rule' | 'isTable'>
  title: readonly string[]
}

export interface Conflict {
  difference: Difference
  /** without what the vectors say, 0 to 1 */
  scoreWithout: number
  /** the most it can be whatever the vectors say */
  mostPossible: number
  /** @param cosine of the two sentences' vectors, -1 to 1 */
  score(cosine: number): number
}

/** A person is asked about a pair from here on; from `STRONG` on before the next release of its domain. */
export const SHOWN = 0.6
export const STRONG = 0.8

/**
 * Weights of a logistic regression on planted changes and on two unchanged handbooks, on one half of their pages
 * (docs/consistency.md). Moved by a constant so that `SHOWN` is the point with at most .3 flags in 1,000 sentences of a clean
 * handbook.
 */
const WEIGHTS = {
  overlap: 0.74,
  containment: 8.64,
  cosine: 7.71,
  title: 1.85,
  mass: 0.41,
  extra: -2.57,
  names: -2.89,
  table: -0.71,
}
type Feature = keyof typeof WEIGHTS
const BIAS = -14.05
/** What the words let expect of a cosine where there is no vector: least squares over the same pairs. */
const EXPECTED_COSINE = { overlap: 0.76, bias: 0.25 }
/** Rarity of shared words beyond which a sentence is no longer better evidence. */
const FULL_MASS = 60
const MOST_EXTRA = 3

/** What speaks for two sentences being about the same thing; each 0 to 1 unless said otherwise. */
export interface Evidence {
  difference: Difference
  features: Record<Exclude<Feature, 'cosine'>, number>
}

/** @returns null when nothing of a known type differs, or no word is shared */
export function evidenceOf(a: Side, b: Side, idf: Idf): Evidence | null {
  const difference = differenceOf(a.statement.rule, b.statement.rule, idf)
  if (!difference) return null
  const opposites = difference.type === 'opposite' ? difference.kind.split('/') : []
  const mass = (stems: readonly string[]) => stems.reduce((sum, stem) => sum + idf(stem), 0)
  const left = a.statement.rule.words.filter((stem) => !opposites.includes(stem))
  const right = new Set(b.statement.rule.words.filter((stem) => !opposites.includes(stem)))
  const shared = mass(left.filter((stem) => right.has(stem)))
  const [ofLeft, ofRight] = [mass(left), mass([...right])]
  if (shared === 0) return null
  const value = difference.type === 'value' ? 2 : 0
  return {
    difference,
    features: {
      overlap: shared / (ofLeft + ofRight - shared),
      containment: shared / Math.min(ofLeft, ofRight),
      title: titleAgreement(a.title, b.title, mass),
      mass: Math.min(1, shared / FULL_MASS),
      // 0 to 3
      extra: Math.max(0, Math.min(MOST_EXTRA, valuesApart(a.statement.rule, b.statement.rule) - value)),
      names: haveOtherNames(a.statement.rule, b.statement.rule) ? 1 : 0,
      table: a.statement.isTable || b.statement.isTable ? 1 : 0,
    },
  }
}

/** Two sentences about the same thing that say different things; null when nothing of a known type differs. */
export function conflictOf(a: Side, b: Side, idf: Idf): Conflict | null {
  const evidence = evidenceOf(a, b, idf)
  if (!evidence) return null
  const { difference, features } = evidence
  const words = sumOf(features)
  const score = (cosine: number) => logistic(words + WEIGHTS.cosine * cosine)
  const expected = EXPECTED_COSINE.overlap * features.overlap + EXPECTED_COSINE.bias
  return { difference, scoreWithout: score(Math.min(1, expected)), mostPossible: score(1), score }
}

function sumOf({ overlap, containment, title, mass, extra, names, table }: Evidence['features']): number {
  return (
    BIAS +
    WEIGHTS.overlap * overlap +
    WEIGHTS.containment * containment +
    WEIGHTS.title * title +
    WEIGHTS.mass * mass +
    WEIGHTS.extra * extra +
    WEIGHTS.names * names +
    WEIGHTS.table * table
  )
}

/**
 * Whether sentences whose words weigh so much could be shown at all, if everything else spoke for it. It costs nothing beside reading
 * the two, and excludes most candidates. Not for sentences that may differ in opposites: those are taken out of their words first.
 *
 * @param shared rarity of the words both have, summed; `left` and `right` of all words of either
 */
export function wordsAllow(shared: number, left: number, right: number): boolean {
  if (shared === 0) return false
  const overlap = shared / (left + right - shared)
  const containment = shared / Math.min(left, right)
  return BEST + WEIGHTS.overlap * overlap + WEIGHTS.containment * containment >= SHOWN_LOGIT
}
const BEST = BIAS + WEIGHTS.cosine + WEIGHTS.title + WEIGHTS.mass
/** A little below: sums of the same numbers in another order differ in their last digits. */
const SHOWN_LOGIT = Math.log(SHOWN / (1 - SHOWN)) - 1e-6

/** Values that only one of them has. */
function valuesApart(a: Rule, b: Rule): number {
  const rest = b.values.map(({ kind, value }) => `${kind} ${value}`)
  let apart = 0
  for (const { kind, value } of a.values) {
    const at = rest.indexOf(`${kind} ${value}`)
    if (at < 0) apart++
    else rest.splice(at, 1)
  }
  return apart + rest.length
}

/** Both name something the other does not: two systems, two offices, two forms. */
function haveOtherNames(a: Rule, b: Rule): boolean {
  const other = (x: Rule, y: Rule) => x.names.some((name) => !y.names.includes(name))
  return other(a, b) && other(b, a)
}

function titleAgreement(
  a: readonly string[],
  b: readonly string[],
  mass: (stems: readonly string[]) => number,
): number {
  const union = mass([...new Set([...a, ...b])])
  return union === 0 ? 1 : mass(a.filter((stem) => b.includes(stem))) / union
}
