import type { Confidence } from '../../engine-api.ts'

/** One scored answer as mastery reads it. What waits for a person is none yet. */
export interface MasteryEvidence {
  subCompetency: string
  item: string
  correct: boolean
  /** an aid was open */
  aided: boolean
  /** from shown to answered, ms; 0 where nobody measured it */
  tookMs: number
  confidence: Confidence
  /** ms since 1970 */
  at: number
}
