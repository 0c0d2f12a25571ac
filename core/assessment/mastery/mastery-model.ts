/**
 * All that the model of mastery knows, the same for every person, competency and organisation: 22 numbers; docs/mastery.md says
 * what they were fitted on. That no weight is negative is what makes the promises of `masteryOf` hold.
 */
export interface MasteryModel {
  /** logits of being right alone on a typical task when nothing is known */
  base: number
  /** three memories of the same answers, quick to slow */
  traces: readonly {
    /** what an answer leaves of what was there before, [0, 1) */
    keep: number
    /** days until half of the successes are gone; misses do not fade, nobody learns by waiting */
    halfLifeDays: number
    /** weights of log(1 + decayed count), >= 0 */
    success: number
    miss: number
  }[]
  /** the person's answers on everything else */
  elsewhere: { keep: number; success: number; miss: number }
  /** what a success is worth beside one that was alone, on a new task, at the usual pace and not guessed, [0, 1] */
  worth: { aided: number; guessed: number; repeated: number; slow: number }
  /** variance of the logit when nothing is known, and how fast answers reduce it */
  spread: { variance: number; perAnswer: number }
}

export const masteryModel: MasteryModel = {
  base: -0.14,
  traces: [
    { keep: 0.4, halfLifeDays: 7, success: 0.17, miss: 0.11 },
    { keep: 0.75, halfLifeDays: 30, success: 0.48, miss: 0.19 },
    { keep: 0.93, halfLifeDays: 180, success: 0.93, miss: 0.18 },
  ],
  elsewhere: { keep: 0.93, success: 0.25, miss: 0.33 },
  worth: { aided: 0.63, guessed: 0.19, repeated: 0.74, slow: 0.56 },
  spread: { variance: 1.2, perAnswer: 0.05 },
}
