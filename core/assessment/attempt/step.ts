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
  | { step: 'finished'; verdict: AttemptResult['verdict']; theta: number; se: number; aided: boolean }

export type FinishedStep = Extract<AttemptStep, { step: 'finished' }>
