import type { AttemptResult, Confidence } from '../../engine-api.ts'

/** What happened in an attempt, as its events say, in causal order. */
export type AttemptStep =
  | { step: 'shown'; item: string }
  | { step: 'aid-opened' }
  | {
      step: 'answered'
      item: string
      state: 'scored' | 'abstained'
      correct: boolean
      confidence: Confidence
      aided: boolean
    }
  | { step: 'remedial-opened'; subCompetency: string }
  /** a person read the answer: their word stands in place of the machine's */
  | { step: 'scored-by-person'; item: string; correct: boolean; atMs: number }
  | { step: 'finished'; verdict: AttemptResult['verdict']; theta: number; se: number; aided: boolean }

export type FinishedStep = Extract<AttemptStep, { step: 'finished' }>
