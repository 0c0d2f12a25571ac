import { type Example, fitLine, fitLogistic } from './logistic-regression.ts'

/** In the order of the weights that come out; as in core/consistency/conflict.ts. */
export const FEATURES = ['overlap', 'containment', 'cosine', 'title', 'mass', 'extra', 'names', 'table'] as const
type Feature = (typeof FEATURES)[number]

/** A pair of sentences: where it comes from, whether it was made to be a conflict, and what is known of it. */
export interface KnownPair {
  set: 'planted' | 'versions' | 'clean'
  isConflict: boolean
  features: Readonly<Record<Feature, number>>
}

export interface Fitted {
  weights: number[]
  bias: number
  /** what the words let expect of a cosine where there is none */
  expected: { overlap: number; bias: number }
}

/** Squared weights are held back by so much: features that say the same would else grow against each other. */
const RIDGE = 1
/** As `SHOWN`, in logits, and a little over it. */
const SHOWN = Math.log(0.6 / 0.4) - 0.01
/** What the weights of all conflicts add up to, and of all others. */
const TOTAL = 600
/** Pairs this near each other in words tell what cosine to expect. */
const CLOSE = 0.5

/**
 * Weights from pairs that are known. Conflicts count as much as all others, those of either set as much as those of the other. Then
 * the constant is moved so that of clean pairs `mostFlags` are shown: what is planted says nothing about how often one is met.
 *
 * @param pairs of the pages to be learnt from
 * @param clean pairs of whole handbooks nobody changed
 */
export function fitWeights(pairs: readonly KnownPair[], clean: readonly KnownPair[], mostFlags: number): Fitted {
  const countOf = (is: (pair: KnownPair) => boolean) => Math.max(1, pairs.filter(is).length)
  const others = countOf(({ isConflict }) => !isConflict)
  const conflictsIn = {
    planted: countOf(({ isConflict, set }) => isConflict && set === 'planted'),
    versions: countOf(({ isConflict, set }) => isConflict && set === 'versions'),
    clean: 1,
  }
  const examples: Example[] = pairs.map(({ set, isConflict, features }) => ({
    x: rowOf(features),
    isOne: isConflict,
    weight: isConflict ? TOTAL / 2 / conflictsIn[set] : TOTAL / others,
  }))
  const weights = fitLogistic(examples, RIDGE).slice(0, FEATURES.length)
  const sums = clean.map(({ features }) => rowOf(features).reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0))
  const first = sums.sort((a, b) => b - a)[mostFlags] ?? 0
  const close = pairs.filter(({ features }) => features.containment >= CLOSE)
  const [overlap = 0, bias = 0] = fitLine(
    close.map(({ features }) => [features.overlap]),
    close.map(({ features }) => features.cosine),
  )
  return { weights, bias: SHOWN - first, expected: { overlap, bias } }
}

const rowOf = (features: KnownPair['features']): number[] => FEATURES.map((feature) => features[feature])
