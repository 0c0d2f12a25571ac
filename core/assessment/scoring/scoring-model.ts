import * as v from 'valibot'
import { parse } from '#core/base'
import { askLogistic, type Logistic } from './logistic.ts'
import { askTrees, type Trees } from './trees.ts'

/** A logistic regression and boosted trees on the same features; what they say is averaged as log-odds. */
export interface Learner {
  features: readonly string[]
  logistic: Logistic
  trees: Trees
}

/** The scorer's weights. */
export interface ScoringModel {
  /** from texts alone */
  generic: Learner
  /** from `generic` and what scored answers to the same question say; asked where there are any */
  withEvidence: Learner
  /** probabilities up to the first are missed, from the second on met, between them unsure */
  band: readonly [low: number, high: number]
  /** eight hex digits of texts of the answers learnt from, a sample: `hasLearntFrom` */
  learntFrom: readonly string[]
}

/** @returns log-odds */
export function askLearner({ features, logistic, trees }: Learner, values: Readonly<Record<string, number>>): number {
  const row = features.map((name) => values[name] ?? 0)
  return (askLogistic(logistic, row) + askTrees(trees, row)) / 2
}

/** Name under which `withEvidence` sees what `generic` says. */
export const GENERIC = 'generic'

const Numbers = v.array(v.number())
const LearnerFile = v.object({
  features: v.array(v.string()),
  mean: Numbers,
  scale: Numbers,
  weights: Numbers,
  constant: v.number(),
  base: v.number(),
  edges: v.array(Numbers),
  /** base64 of bytes */
  feature: v.string(),
  bin: v.string(),
  /** base64 of signed bytes, in units of `leafUnit` */
  leaf: v.string(),
  leafUnit: v.number(),
})
export const ScoringFile = v.object({
  band: v.tuple([v.number(), v.number()]),
  generic: LearnerFile,
  withEvidence: LearnerFile,
  learntFrom: v.string(),
})
export type ScoringFile = v.InferOutput<typeof ScoringFile>

export function readScoringModel(file: unknown): ScoringModel {
  const { band, generic, withEvidence, learntFrom } = parse(ScoringFile, file, 'weights of the scorer')
  return {
    band,
    generic: readLearner(generic),
    withEvidence: readLearner(withEvidence),
    learntFrom: learntFrom.match(/.{8}/g) ?? [],
  }
}

function readLearner(file: ScoringFile['generic']): Learner {
  const { features, mean, scale, weights, constant, base, edges } = file
  const leaf = Float32Array.from(new Int8Array(fromBase64(file.leaf).buffer), (value) => value * file.leafUnit)
  const trees = { edges, base, leaf, feature: fromBase64(file.feature), bin: fromBase64(file.bin) }
  return { features, logistic: { mean, scale, weights, constant }, trees }
}

export function writeScoringModel({ band, generic, withEvidence, learntFrom }: ScoringModel): ScoringFile {
  return {
    band: [band[0], band[1]],
    generic: writeLearner(generic),
    withEvidence: writeLearner(withEvidence),
    learntFrom: learntFrom.join(''),
  }
}

const short = (value: number) => Number(value.toPrecision(4))
function writeLearner({ features, logistic, trees }: Learner): ScoringFile['generic'] {
  let largest = 1e-9
  for (const value of trees.leaf) largest = Math.max(largest, Math.abs(value))
  const leafUnit = largest / 127
  const leaf = Int8Array.from(trees.leaf, (value) => Math.round(value / leafUnit))
  return {
    features: [...features],
    mean: logistic.mean.map(short),
    scale: logistic.scale.map(short),
    weights: logistic.weights.map(short),
    constant: short(logistic.constant),
    base: short(trees.base),
    edges: trees.edges.map((list) => [...list]),
    feature: toBase64(trees.feature),
    bin: toBase64(trees.bin),
    leaf: toBase64(new Uint8Array(leaf.buffer)),
    leafUnit,
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) text += DIGITS[(word >>> shift) & 63]
  }
  const spare = (3 - (bytes.length % 3)) % 3
  return text.slice(0, text.length - spare) + '='.repeat(spare)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  for (let i = 0, at = 0; i < digits.length; i += 4, at += 3) {
    let word = 0
    for (let k = 0; k < 4; k++) word = (word << 6) | Math.max(0, DIGITS.indexOf(digits[i + k] ?? 'A'))
    for (let k = 0; k < 3 && at + k < bytes.length; k++) bytes[at + k] = (word >>> (16 - 8 * k)) & 255
  }
  return bytes
}

let loading: Promise<ScoringModel> | undefined
/** The shipped weights, read when first needed: they are no part of what an app loads at its start. */
export function loadScoringModel(): Promise<ScoringModel> {
  loading ??= import('./weights.json', { with: { type: 'json' } }).then((file) => readScoringModel(file.default))
  return loading
}
