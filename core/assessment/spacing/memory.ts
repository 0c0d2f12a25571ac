import { checkParameters, default_w, FSRSAlgorithm, generatorParameters } from 'ts-fsrs'

/** 1 forgotten, 2 hard, 3 good, 4 easy */
export type Grade = 1 | 2 | 3 | 4

export interface MemoryState {
  /** days until the chance of recall has fallen to .9 */
  stability: number
  /** 1 to 10 */
  difficulty: number
}

export interface MemoryModel {
  /** P(recall), (0, 1], after some days without use */
  recall(state: MemoryState, elapsedDays: number): number
  /** the state after a review; `null` before the first */
  review(state: MemoryState | null, elapsedDays: number, grade: Grade): MemoryState
  /** whole days, at least 1, until recall has fallen to the wanted share */
  interval(state: MemoryState): number
}

/** Share of re-checks that should still succeed on the day they fall due. */
const WANTED_RECALL = 0.9
/** Reviews closer than this follow one another in one sitting; FSRS counts them as days apart of 0. */
const SAME_SITTING_DAYS = 0.5

export const defaultWeights: readonly number[] = default_w

/**
 * FSRS-6 (Ye et al. 2022 and its successors) by ts-fsrs, without its random spread of due days: two devices say the same day.
 *
 * @param weights its 21 numbers
 * @param wantedRecall (0, 1)
 * @throws {Error} for weights that are none
 */
export function createMemoryModel(
  weights: readonly number[] = defaultWeights,
  wantedRecall: number = WANTED_RECALL,
): MemoryModel {
  const algorithm = new FSRSAlgorithm(
    generatorParameters({ w: checkParameters(weights), enable_fuzz: false, request_retention: wantedRecall }),
  )
  return {
    recall: ({ stability }, elapsedDays) => algorithm.forgetting_curve(Math.max(0, elapsedDays), stability),
    review: (state, elapsedDays, grade) =>
      algorithm.next_state(state, elapsedDays < SAME_SITTING_DAYS ? 0 : elapsedDays, grade),
    interval: ({ stability }) => algorithm.next_interval(stability, 0),
  }
}
