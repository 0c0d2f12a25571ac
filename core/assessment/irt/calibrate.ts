import type { AnswerMatrix } from './answer-matrix.ts'
import { type CalibratedItem, calibratedItems } from './calibrated-items.ts'
import { climb } from './climb.ts'
import { covarianceOf } from './covariance.ts'
import { layOut, startingValues } from './fitted-model.ts'
import { doubtsOf } from './identification.ts'
import type { Priors } from './maximisation.ts'
import { observedInformation } from './observed-information.ts'
import { evenPoints, type Quadrature } from './quadrature.ts'
import { gradedForm, guessingForm } from './response-form.ts'

export type CalibrationModel = 'rasch' | '2pl' | '3pl' | 'grm'

export interface Calibration {
  /** marginal log-likelihood of the answers, without the priors */
  logLik: number
  items: CalibratedItem[]
  /** empty where the answers settle the parameters; else each reason, in words, why they do not */
  doubts: string[]
}

/** Guessing where a 3PL begins; the first is the answer, the others show whether the start decides. */
const GUESSES = [0.15, 0.05, 0.3]

/**
 * Item parameters by marginal maximum likelihood: ability is N(0, 1) and averaged over, EM (Bock & Aitkin 1981). `rasch` has
 * one free slope that all items share (as ltm's rasch); `grm` is Samejima's graded response model.
 *
 * Answers may be missing where what is missing does not depend on the ability but through answers given, as in an adaptive
 * attempt. With priors (items with two scores) the parameters are the mode of the posterior.
 *
 * @param priors by item's place; undefined where nothing is believed
 * @param points of ability; as fine as the answers need unless told
 */
export function calibrate(
  matrix: AnswerMatrix,
  model: CalibrationModel,
  { priors = [], points = evenPoints(mostAnswers(matrix)) }: { priors?: Priors; points?: Quadrature } = {},
): Calibration {
  const forms = model === '3pl' ? GUESSES.map(guessingForm) : [gradedForm]
  const climbs = forms.map((form) => {
    const layout = layOut(form, matrix, model === 'rasch')
    return { layout, ...climb(layout, startingValues(layout, matrix), matrix, points, priors) }
  })
  const best = climbs.reduce((a, b) => (b.objective > a.objective + 1e-6 ? b : a))
  const { layout, x, logLik } = best
  const information = observedInformation(layout, x, matrix, points, priors)
  const covariance = covarianceOf(information, layout.size)
  return {
    logLik,
    items: calibratedItems(layout, x, covariance, model),
    doubts: doubtsOf({ best, others: climbs.filter((other) => other !== best), information, covariance, model }),
  }
}

function mostAnswers({ starts }: AnswerMatrix): number {
  return starts.reduce((most, start, row) => Math.max(most, start - (starts[row - 1] ?? start)), 0)
}
