import { createRandom, logistic } from '#core/base'
import type { TracingRows } from './rows.ts'

/**
 * What answers to one item say of the next one, beyond skills: each answer's residual adds a vector of its item and skills to a
 * state that decays; the next answer's logit gains the product of the state with another vector of its item and skills. A linear
 * recurrence, so the gradient is exact and cheap.
 */
export interface StateModel {
  input: Float32Array
  output: Float32Array
}

/** Each stretch of the state decays at its own rate. */
const RATES = [0.3, 0.7, 0.9, 0.97, 0.995]
const EACH = 6
export const STATE_SIZE = RATES.length * EACH
const rateOf = Float64Array.from({ length: STATE_SIZE }, (_, d) => RATES[Math.floor(d / EACH)] ?? 1)

const LEARNING = 0.01
const PENALTY = 0.02

export interface StateWork {
  rows: TracingRows
  /** what is known without the state: logits, by row */
  offset: Float64Array
}

const vectors = ({ items, skills }: TracingRows) => items + skills

/** Adagrad over learners in turn; the state is kept over rows that are not fitted on. @param epochs rounds over the learners */
export function fitStateModel(
  { rows, offset }: StateWork,
  learners: readonly number[],
  takes: (row: number) => boolean,
  epochs: number,
  seed: number,
  afterEpoch?: (model: StateModel, epoch: number) => boolean,
): StateModel {
  const random = createRandom(seed)
  const size = vectors(rows) * STATE_SIZE
  const small = () => Float32Array.from({ length: size }, () => (random.next() - 0.5) * 0.2)
  const model: StateModel = { input: small(), output: small() }
  const past = { input: new Float32Array(size).fill(0.1), output: new Float32Array(size).fill(0.1) }
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const learner of random.shuffle(learners)) learn(rows, offset, learner, takes, model, past)
    if (afterEpoch?.(model, epoch)) break
  }
  return model
}

/** Logits to add to the offset, for one learner's rows. */
export function stateLogits(model: StateModel, { rows, offset }: StateWork, learner: number, into: Float64Array): void {
  const run = forward(model, rows, offset, learner)
  for (let t = 0; t < run.length; t++) into[run.from + t] = run.product[t]!
}

function forward(model: StateModel, rows: TracingRows, offset: Float64Array, learner: number) {
  const from = rows.starts[learner]!
  const length = rows.starts[learner + 1]! - from
  const states = new Float32Array(length * STATE_SIZE)
  const outputs = new Float32Array(length * STATE_SIZE)
  const product = new Float64Array(length)
  const state = new Float32Array(STATE_SIZE)
  const input = new Float32Array(STATE_SIZE)
  for (let t = 0; t < length; t++) {
    const r = from + t
    const at = t * STATE_SIZE
    gather(model.output, rows, r, outputs, at)
    let sum = 0
    for (let d = 0; d < STATE_SIZE; d++) {
      states[at + d] = state[d]!
      sum += state[d]! * outputs[at + d]!
    }
    product[t] = sum
    input.fill(0)
    gather(model.input, rows, r, input, 0)
    const residual = rows.correct[r]! - logistic(offset[r]!)
    for (let d = 0; d < STATE_SIZE; d++) state[d] = state[d]! * rateOf[d]! + residual * input[d]!
  }
  return { from, length, states, outputs, product }
}

function learn(
  rows: TracingRows,
  offset: Float64Array,
  learner: number,
  takes: (row: number) => boolean,
  model: StateModel,
  past: { input: Float32Array; output: Float32Array },
): void {
  const { from, length, states, outputs, product } = forward(model, rows, offset, learner)
  const later = new Float64Array(STATE_SIZE)
  const gradient = new Float32Array(STATE_SIZE)
  for (let t = length - 1; t >= 0; t--) {
    const r = from + t
    const at = t * STATE_SIZE
    const p = logistic(offset[r]!)
    const residual = rows.correct[r]! - p
    for (let d = 0; d < STATE_SIZE; d++) gradient[d] = residual * later[d]!
    spread(model.input, past.input, rows, r, gradient)
    const miss = takes(r) ? logistic(offset[r]! + product[t]!) - rows.correct[r]! : 0
    for (let d = 0; d < STATE_SIZE; d++) {
      gradient[d] = miss * states[at + d]!
      later[d] = later[d]! * rateOf[d]! + miss * outputs[at + d]!
    }
    if (miss !== 0) spread(model.output, past.output, rows, r, gradient)
  }
}

function gather(table: Float32Array, rows: TracingRows, r: number, into: Float32Array, at: number): void {
  const item = rows.item[r]! * STATE_SIZE
  for (let d = 0; d < STATE_SIZE; d++) into[at + d]! += table[item + d]!
  const from = rows.skillStarts[r]!
  const end = rows.skillStarts[r + 1]!
  const share = 1 / Math.max(1, end - from)
  for (let k = from; k < end; k++) {
    const skill = (rows.items + rows.skill[k]!) * STATE_SIZE
    for (let d = 0; d < STATE_SIZE; d++) into[at + d]! += share * table[skill + d]!
  }
}

function spread(table: Float32Array, past: Float32Array, rows: TracingRows, r: number, gradient: Float32Array): void {
  step(table, past, rows.item[r]! * STATE_SIZE, gradient, 1)
  const from = rows.skillStarts[r]!
  const end = rows.skillStarts[r + 1]!
  const share = 1 / Math.max(1, end - from)
  for (let k = from; k < end; k++) step(table, past, (rows.items + rows.skill[k]!) * STATE_SIZE, gradient, share)
}

function step(table: Float32Array, past: Float32Array, at: number, gradient: Float32Array, share: number): void {
  for (let d = 0; d < STATE_SIZE; d++) {
    const g = gradient[d]! * share + PENALTY * table[at + d]!
    past[at + d]! += g * g
    table[at + d]! -= (LEARNING * g) / Math.sqrt(past[at + d]!)
  }
}
