import { createRandom, logistic } from '#core/base'
import { ownWeightsDesign, penaltiesOf, sharedDesign } from './design.ts'
import { type Difficulty, fitDifficulty } from './difficulty.ts'
import { computeFeatures, type Features } from './features.ts'
import { type Design, fitLogistic, logitAt } from './logistic.ts'
import { TEST, TRAIN, type TracingRows } from './rows.ts'
import { fitStateModel, type StateWork, stateLogits } from './state-model.ts'
import { binColumns, boost } from './trees.ts'

/** Chances by row of the test split, each from the rows before it alone; fitted on the train split. */
export interface TracingFit {
  rows: Int32Array
  /** all parts together */
  p: Float64Array
  /** each part on its own, to see what it adds */
  parts: { shared: Float64Array; ownWeights: Float64Array; state: Float64Array; trees: Float64Array }
  sharedParameters: number
}

const SEED = 1
const FOLDS = 4
const ITERATIONS = 60
const MOST_EPOCHS = 25
const MOST_TREES = 300
const PATIENCE = 20

/** Which learners are kept aside together; -1 for those without a row to fit on. */
interface Folds {
  count: number
  ofRow(row: number): number
  ofLearner: Int32Array
}

/**
 * Four parts, each built on the one before, and every training row is only ever predicted by what was fitted without its learner:
 * a logistic model on decayed counts with weights shared by all; the same with weights per item and skill; a linear state model
 * for what one item says of another; boosted trees on what is left. A last logistic regression weighs them.
 */
export function fitTracing(rows: TracingRows, say: (line: string) => void): TracingFit {
  const folds = foldsOf(rows)
  const train = rowsWhere(rows, (r) => rows.use[r] === TRAIN)
  const test = rowsWhere(rows, (r) => rows.use[r] === TEST)
  const outside = (fold: number) => train.filter((r) => folds.ofRow(r) !== fold)
  const inside = (fold: number) => train.filter((r) => folds.ofRow(r) === fold)

  say(`${train.length} rows to fit on, ${test.length} to measure on; ${rows.items} items, ${rows.skills} skills`)
  const whole = fitDifficulty(rows, (r) => rows.use[r] === TRAIN)
  const byFold = range(folds.count).map((fold) =>
    fitDifficulty(rows, (r) => rows.use[r] === TRAIN && folds.ofRow(r) !== fold),
  )
  const easiness = (r: number): Difficulty => (rows.use[r] === TEST ? whole : (byFold[folds.ofRow(r)] ?? whole))
  const features = computeFeatures(rows, easiness, folds.count, folds.ofRow)
  say(`${features.width} features of what came before`)

  const shared = sharedDesign(rows, features, train)
  const own = ownWeightsDesign(rows, shared, features)
  const sharedWeights = fitLogistic(shared, rows.correct, train, penaltiesOf(shared, rows.items, 1), ITERATIONS)
  const sharedLogits = Float64Array.from({ length: rows.n }, (_, r) => logitAt(shared, sharedWeights, r))
  say('shared weights fitted')
  const times = bestPenalty(own)
  const ownLogits = crossFitted(own, times, ITERATIONS)
  say(`weights by item and skill fitted, penalty x ${times}`)

  const work: StateWork = { rows, offset: ownLogits }
  const state = crossFittedState(work)
  say('state model fitted')

  const { known, columns } = withParts(features, ownLogits, state)
  const binned = binColumns(known, rows.n, columns, createRandom(SEED))
  const base = ownLogits.map((z, r) => z + state[r]!)
  const trees = new Float64Array(rows.n)
  for (const fold of range(folds.count)) {
    const logits = Float64Array.from(base)
    const random = createRandom(SEED + fold)
    const kept = boost(binned, rows.correct, logits, outside(fold), inside(fold), MOST_TREES, PATIENCE, random)
    for (const r of inside(fold)) trees[r] = logits[r]!
    for (const r of test) trees[r]! += logits[r]! / folds.count
    say(`${kept} trees without fold ${fold + 1}`)
  }

  const parts = [ownLogits, base, trees]
  const weights = stack(parts)
  const chance = (logits: Float64Array) => Float64Array.from(test, (r) => logistic(logits[r]!))
  return {
    rows: test,
    p: Float64Array.from(test, (r) => {
      const z = parts.reduce((sum, logits, j) => sum + weights[j + 1]! * logits[r]!, weights[0]!)
      return logistic(z)
    }),
    parts: {
      shared: chance(sharedLogits),
      ownWeights: chance(ownLogits),
      state: chance(base),
      trees: chance(trees),
    },
    sharedParameters: shared.width,
  }

  /** Logits of every train row by the model that did not see its learner, and of every test row by the model of all. */
  function crossFitted(design: Design, times: number, iterations: number): Float64Array {
    const penalties = penaltiesOf(design, rows.items, times)
    const logits = new Float64Array(rows.n)
    for (const fold of range(folds.count)) {
      const w = fitLogistic(design, rows.correct, outside(fold), penalties, iterations)
      for (const r of inside(fold)) logits[r] = logitAt(design, w, r)
    }
    const w = fitLogistic(design, rows.correct, train, penalties, iterations)
    for (let r = 0; r < rows.n; r++) if (rows.use[r] !== TRAIN) logits[r] = logitAt(design, w, r)
    return logits
  }

  function bestPenalty(design: Design): number {
    const [fit, watch] = [outside(0), inside(0)]
    const tried = [2, 8, 32].map((times) => {
      const w = fitLogistic(design, rows.correct, fit, penaltiesOf(design, rows.items, times), ITERATIONS / 2)
      return { times, loss: watch.reduce((sum, r) => sum + lossAt(logitAt(design, w, r), rows.correct[r]!), 0) }
    })
    return tried.reduce((best, each) => (each.loss < best.loss ? each : best)).times
  }

  function crossFittedState(work: StateWork): Float64Array {
    const learners = range(rows.starts.length - 1)
    const takes = (r: number) => rows.use[r] === TRAIN
    const fitted = learners.filter((l) => folds.ofLearner[l]! >= 0)
    const watched = fitted.filter((l) => folds.ofLearner[l] === 0)
    const logits = new Float64Array(rows.n)
    const lossNow = () => inside(0).reduce((sum, r) => sum + lossAt(work.offset[r]! + logits[r]!, rows.correct[r]!), 0)
    let best = { loss: lossNow(), epochs: 0 }
    const others = (fold: number) => fitted.filter((l) => folds.ofLearner[l] !== fold)
    fitStateModel(work, others(0), takes, MOST_EPOCHS, SEED, (model, epoch) => {
      for (const l of watched) stateLogits(model, work, l, logits)
      const loss = lossNow()
      if (loss < best.loss) best = { loss, epochs: epoch + 1 }
      return epoch + 1 - best.epochs >= 3
    })
    logits.fill(0)
    if (best.epochs === 0) return logits
    const whole = fitStateModel(work, fitted, takes, best.epochs, SEED)
    for (const l of learners) stateLogits(whole, work, l, logits)
    const heldOut = new Float64Array(rows.n)
    for (const fold of range(folds.count)) {
      const model = fitStateModel(work, others(fold), takes, best.epochs, SEED)
      for (const l of fitted) if (folds.ofLearner[l] === fold) stateLogits(model, work, l, heldOut)
    }
    for (const r of train) logits[r] = heldOut[r]!
    return logits
  }

  function stack(parts: readonly Float64Array[]): Float64Array {
    const width = parts.length + 1
    const dense = new Float32Array(rows.n * width)
    for (let r = 0; r < rows.n; r++) {
      dense[r * width] = 1
      for (const [j, logits] of parts.entries()) dense[r * width + j + 1] = logits[r]!
    }
    const sparse = { sparseColumn: new Int32Array(), sparseValue: new Float32Array(), columns: 0 }
    const design: Design = { n: rows.n, width, dense, sparseStarts: new Int32Array(rows.n + 1), ...sparse }
    return fitLogistic(design, rows.correct, train, new Float64Array(width).fill(1), 100)
  }
}

const lossAt = (z: number, y: number): number => Math.log1p(Math.exp(-Math.abs(z))) + (z > 0 ? z : 0) - y * z

const range = (n: number): number[] => [...Array(n).keys()]

const rowsWhere = ({ n }: TracingRows, holds: (row: number) => boolean): Int32Array =>
  Int32Array.from(range(n).filter(holds))

function foldsOf(rows: TracingRows): Folds {
  const learners = rows.starts.length - 1
  const ofLearner = new Int32Array(learners).fill(-1)
  const fitted = range(learners).filter((l) => rows.use.subarray(rows.starts[l], rows.starts[l + 1]).includes(TRAIN))
  const count = Math.min(FOLDS, fitted.length)
  for (const [i, l] of createRandom(SEED).shuffle(fitted).entries()) ofLearner[l] = i % count
  return { count, ofLearner, ofRow: (row) => ofLearner[rows.learner[row]!]! }
}

/** Features with what the earlier parts say beside them. */
function withParts({ width, values }: Features, ...parts: Float64Array[]): { known: Float32Array; columns: number } {
  const columns = width + parts.length
  const n = values.length / width
  const known = new Float32Array(n * columns)
  for (let r = 0; r < n; r++) {
    known.set(values.subarray(r * width, (r + 1) * width), r * columns)
    for (const [j, logits] of parts.entries()) known[r * columns + width + j] = logits[r]!
  }
  return { known, columns }
}
