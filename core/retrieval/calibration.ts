import { answerFit, BUILT_IN_THRESHOLD, LOOKED_AT } from './fit.ts'

export interface Calibration {
  /** offer at or above it */
  readonly threshold: number
  /** share of the negatives at or above the threshold, 0-1 */
  readonly falseOffer: number
  /** share of the positives below it, 0-1 */
  readonly falseSilence: number
  /** chance that a positive scores above a negative, ties counting half */
  readonly auroc: number
}

interface CalibrationOptions {
  /**
   * cost of telling somebody with an answer that there is none, in offers to somebody without one; 1 unless told. Where a person
   * asked and can see for themselves that an offer is none, silence costs more
   */
  silenceCost?: number
  /**
   * a threshold known from elsewhere: of all that cost at most one standard error more than the cheapest (Breiman et al. 1984), the
   * nearest to it is taken, so that a few questions move it no further than they can speak for
   */
  towards?: number
}

/**
 * The threshold that costs least, halfway between two neighbouring scores; of several equally cheap ones the lowest.
 *
 * @param positives scores of questions that have an answer; at least one
 * @param negatives scores of questions that have none; at least one
 */
export function calibrateThreshold(
  positives: readonly number[],
  negatives: readonly number[],
  { silenceCost = 1, towards }: CalibrationOptions = {},
): Calibration {
  const up = Float64Array.from(positives).sort()
  const down = Float64Array.from(negatives).sort()
  const scores = [...new Set([...up, ...down])].sort((a, b) => a - b)
  let [silenced, turnedAway] = [0, 0]
  const candidates = scores.map((score, i) => {
    while ((up[silenced] ?? Number.POSITIVE_INFINITY) < score) silenced++
    while ((down[turnedAway] ?? Number.POSITIVE_INFINITY) < score) turnedAway++
    const falseOffer = 1 - turnedAway / down.length
    const falseSilence = silenced / up.length
    const cost = falseOffer + silenceCost * falseSilence
    return { threshold: (score + (scores[i - 1] ?? score)) / 2, falseOffer, falseSilence, cost }
  })
  const cheapest = candidates.reduce((best, candidate) => (candidate.cost < best.cost ? candidate : best))
  const error = Math.hypot(
    standardError(cheapest.falseOffer, down.length),
    silenceCost * standardError(cheapest.falseSilence, up.length),
  )
  const far = ({ threshold }: { threshold: number }) => Math.abs(threshold - (towards ?? cheapest.threshold))
  const { threshold, falseOffer, falseSilence } = candidates
    .filter(({ cost }) => cost <= cheapest.cost + error)
    .reduce((nearest, candidate) => (far(candidate) < far(nearest) ? candidate : nearest), cheapest)
  return { threshold, falseOffer, falseSilence, auroc: auroc(up, down) }
}

/** Of a share seen in n cases; half a case is added to each side, so that none seen is not certainty (Agresti and Coull 1998). */
function standardError(share: number, n: number): number {
  const p = (share * n + 0.5) / (n + 1)
  return Math.sqrt((p * (1 - p)) / (n + 1))
}

/** Area under the ROC curve: chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947). NaN when either is empty. */
export function auroc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  const up = Float64Array.from(positives).sort()
  const down = Float64Array.from(negatives).sort()
  let [below, notAbove, wins] = [0, 0, 0]
  for (const score of up) {
    while ((down[below] ?? Number.POSITIVE_INFINITY) < score) below++
    while ((down[notAbove] ?? Number.POSITIVE_INFINITY) <= score) notAbove++
    wins += (below + notAbove) / 2
  }
  return wins / (up.length * down.length)
}

/** To tell somebody who asked that nothing fits, though it does, costs as much as so many offers of what does not fit. */
const SILENCE_COST = 3
/** Fewer questions say too little: with 20, a rate is known within about .2. */
const MIN_QUESTIONS = 20
/** Of them, so that a release in which a few more are missed does not change over to the built-in threshold. */
const MIN_FOUND = 10

/** What a search gave for a question whose right pages are known. */
export interface KnownAnswer {
  /** in their order; three more than there are right pages, so that three remain without them */
  readonly hits: readonly { readonly id: string; readonly fit: number }[]
  readonly expected: ReadonlySet<string>
}

/**
 * The fit below which a search says that nothing fits. A question is a positive when a right page is among its first three hits;
 * the same question with its right pages taken out is a negative.
 *
 * @returns null with fewer than 20 questions or 10 positives: go on with the built-in threshold
 */
export function calibrateSearch(answers: readonly KnownAnswer[]): Calibration | null {
  const positives = answers
    .filter(({ hits, expected }) => hits.slice(0, LOOKED_AT).some(({ id }) => expected.has(id)))
    .map(({ hits }) => answerFit(hits))
  const negatives = answers.map(({ hits, expected }) => answerFit(hits.filter(({ id }) => !expected.has(id))))
  return answers.length < MIN_QUESTIONS || positives.length < MIN_FOUND
    ? null
    : calibrateThreshold(positives, negatives, { silenceCost: SILENCE_COST, towards: BUILT_IN_THRESHOLD.fit })
}
