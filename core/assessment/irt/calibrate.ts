import type { AnswerMatrix } from './answer-matrix.ts'
import { type CalibratedItem, calibratedItems } from './calibrated-items.ts'
import { climb } from './climb.ts'
import { covarianceOf } from './covariance.ts'
import { type CalibrationModel, type FittedModel, layOut, startingValues } from './fitted-model.ts'
import { doubtsOf } from './identification.ts'
import type { Priors } from './maximisation.ts'
import { observedInformation } from './observed-information.ts'
import { evenPoints, type Quadrature } from './quadrature.ts'
import { gradedForm, guessingForm } from './response-form.ts'

export interface Calibration {
  /** marginal log-likelihood of the answers, without the priors */
  logLik: number
  items: CalibratedItem[]
  /** empty where the answers settle the parameters; else each reason, in words, why they do not */
  doubts: string[]
}

/** Guessing where the climbs of a 3PL begin; more than one shows whether the start decides where they end. */
const GUESSES = [0.15, 0.3]
/** Where another begins that has the curves of the 2PL, so that a 3PL never fits worse than that. */
const HARDLY = 0.01

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
  const plain = layOut(gradedForm, matrix, model === 'rasch')
  const straight = climbFrom(plain, startingValues(plain, matrix))
  const climbs =
    model === '3pl' ? [...GUESSES.map((startAt) => guessing(startAt)), guessing(HARDLY, straight.x)] : [straight]
  const best = climbs.reduce((a, b) => (b.objective > a.objective + 1e-6 ? b : a))
  const { layout, x, logLik } = best
  const information = observedInformation(layout, x, matrix, points, priors)
  const covariance = covarianceOf(information, layout.size)
  return {
    logLik,
    items: calibratedItems(layout, x, covariance, model),
    doubts: doubtsOf({ best, others: climbs.filter((other) => other !== best), information, covariance, model }),
  }

  function climbFrom(layout: FittedModel, start: Float64Array) {
    return { layout, ...climb(layout, start, matrix, points, priors) }
  }

  function guessing(startAt: number, curves?: Float64Array) {
    const layout = layOut(guessingForm(startAt), matrix, false)
    const start = startingValues(layout, matrix)
    if (curves)
      for (const [item, [slope = 0, intercept = 0]] of layout.places.entries()) {
        const [a = 0, b = 0] = plain.places[item] ?? []
        start[slope] = curves[a] ?? 1
        start[intercept] = curves[b] ?? 0
      }
    return climbFrom(layout, start)
  }
}

function mostAnswers({ starts }: AnswerMatrix): number {
  return starts.reduce((most, start, row) => Math.max(most, start - (starts[row - 1] ?? start)), 0)
}
