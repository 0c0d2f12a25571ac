/** The scorer's weights. */
export interface ScoringModel {
  /** probabilities up to the first are missed, from the second on met, between them unsure */
  band: readonly [low: number, high: number]
}

/** The shipped weights, read when first needed: they are no part of what an app loads at its start. */
export const loadScoringModel = async (): Promise<ScoringModel> => ({ band: [0.3, 0.7] })
