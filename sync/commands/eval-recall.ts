import { defineCommand } from 'citty'
import { createMemoryModel, recallCalibration } from '#core/assessment'
import { AppError, createRandom } from '#core/base'
import { figuresOf } from '../tracing/figures.ts'
import { fitMemory, predictRecall, type Recalled, recallLoss, rmseBins } from '../tracing/fit-memory.ts'
import { type ReviewedItem, readReviews } from '../tracing/reviews.ts'
import { createProgress, printResult } from './eval-output.ts'

const FOLDS = 2
const SEED = 1

/**
 * Figures of the chance of recall before each review after the first. At the top with the default weights of FSRS-6; `fitted` with
 * weights fitted on the other half of the learners, null where there is one learner alone.
 */
export function evalRecall(path: string, onRound: (done: number, of: number) => void = () => {}) {
  const items = readReviews(path)
  const standard = predictRecall(items, createMemoryModel())
  if (standard.length === 0)
    throw new AppError('bad-input', `${path}: no learner reviewed an item twice, so there is nothing to predict.`)
  const fitted = crossFitted(items, onRound)
  return {
    ...recallFigures(standard),
    fitted: fitted && recallFigures(fitted),
    reviews: standard.length,
    recalled: standard.filter(({ recalled }) => recalled).length / standard.length,
    calibration: recallCalibration(standard).map(({ n, predicted, observed }) => ({ n, predicted, observed })),
  }
}

const recallFigures = (rows: readonly Recalled[]) => ({
  logLoss: recallLoss(rows),
  rmseBins: rmseBins(rows),
  auc: figuresOf(
    Float64Array.from(rows, ({ predicted }) => predicted),
    Uint8Array.from(rows, ({ recalled }) => (recalled ? 1 : 0)),
  ).auc,
})

function crossFitted(items: readonly ReviewedItem[], onRound: (done: number, of: number) => void): Recalled[] | null {
  const learners = createRandom(SEED).shuffle([...new Set(items.map(({ learner }) => learner))])
  if (learners.length < FOLDS) return null
  const fold = new Map(learners.map((learner, i) => [learner, i % FOLDS]))
  return [...Array(FOLDS).keys()].flatMap((kept) => {
    const fit = items.filter(({ learner }) => fold.get(learner) !== kept)
    const measured = items.filter(({ learner }) => fold.get(learner) === kept)
    const weights = fitMemory(fit, (done, of) => onRound(kept * of + done, FOLDS * of))
    return predictRecall(measured, createMemoryModel(weights))
  })
}

export const evalRecallCommand = defineCommand({
  meta: { name: 'recall', description: 'Predicting recall before each review' },
  args: {
    reviews: { type: 'positional', description: 'CSV: learner,item,at,grade', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: ({ args }) => printResult(evalRecall(args.reviews, createProgress('fitting')), args.json),
})
