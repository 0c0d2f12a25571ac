import { weightedKappa } from '#core/assessment'
import { auroc } from '#core/retrieval'
import { mean, pearson } from './eval-metrics.ts'

/** One answer: what the scorer expects of it, [0, 1], and what people gave it. */
export interface Judged {
  question: string
  p: number
  /** on the set's scale */
  score: number
  isSure: boolean
}

export interface Scale {
  low: number
  high: number
  levels: readonly number[]
}

/** Agreement with people; `auc` and `macroF1` for right or wrong only. */
export function scoringFigures(judged: readonly Judged[], scale: Scale) {
  const expected = judged.map(({ p }) => onScale(p, scale))
  const scores = judged.map(({ score }) => score)
  const pairs = judged.map(({ p, score }) => pairOf(p, score, scale))
  const isBinary = scale.levels.length === 2 && scores.every((score) => scale.levels.includes(score))
  return {
    pearson: pearson(expected, scores),
    rmse: Math.sqrt(mean(scores.map((score, i) => (score - (expected[i] ?? 0)) ** 2))),
    qwk: weightedKappa(pairs),
    exact: mean(pairs.map(([a, b]) => (a === b ? 1 : 0))),
    auc: isBinary ? aucOf(judged, scale) : null,
    macroF1: isBinary ? macroF1(judged, scale) : null,
    abstained: mean(judged.map(({ isSure }) => (isSure ? 0 : 1))),
  }
}

const onScale = (p: number, { low, high }: Scale): number => low + p * (high - low)

/** Expected and given score, each as the nearest level that people use. */
export function pairOf(p: number, score: number, scale: Scale): [number, number] {
  return [nearestLevel(onScale(p, scale), scale), nearestLevel(score, scale)]
}

const nearestLevel = (value: number, { levels }: Scale): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? 0)

const isRight = (score: number, { low, high }: Scale): boolean => score > (low + high) / 2

function aucOf(judged: readonly Judged[], scale: Scale): number {
  const of = (right: boolean) => judged.filter(({ score }) => isRight(score, scale) === right).map(({ p }) => p)
  return auroc(of(true), of(false))
}

function macroF1(judged: readonly Judged[], scale: Scale): number {
  const f1 = (wanted: boolean) => {
    const said = judged.filter(({ p }) => p >= 0.5 === wanted)
    const true_ = judged.filter(({ score }) => isRight(score, scale) === wanted)
    const both = said.filter(({ score }) => isRight(score, scale) === wanted).length
    return said.length + true_.length > 0 ? (2 * both) / (said.length + true_.length) : 0
  }
  return (f1(true) + f1(false)) / 2
}

/** How right the verdicts are when only the surest share is kept; and how far chances are from what happened (ten equal groups). */
export function trustFigures(judged: readonly Judged[], scale: Scale) {
  const surest = [...judged].sort((a, b) => Math.abs(b.p - 0.5) - Math.abs(a.p - 0.5))
  const right = ({ p, score }: Judged) => (p >= 0.5 === isRight(score, scale) ? 1 : 0)
  const accuracyAt = (share: number) => mean(surest.slice(0, Math.round(share * surest.length)).map(right))
  const ordered = [...judged].sort((a, b) => a.p - b.p)
  const groups = Array.from({ length: 10 }, (_, i) =>
    ordered.slice(Math.floor((i * ordered.length) / 10), Math.floor(((i + 1) * ordered.length) / 10)),
  ).filter((group) => group.length > 0)
  const share = (score: number) => (score - scale.low) / (scale.high - scale.low)
  const off = groups.map(
    (group) =>
      Math.abs(mean(group.map(({ p }) => p)) - mean(group.map(({ score }) => share(score)))) *
      (group.length / ordered.length),
  )
  return {
    accuracyAtCoverage: { '0.5': accuracyAt(0.5), '0.7': accuracyAt(0.7), '0.9': accuracyAt(0.9) },
    calibrationError: off.reduce((sum, x) => sum + x, 0),
  }
}
