import { chanceOf, readPool, type ScoringModel } from '#core/assessment'
import { createRandom } from '#core/base'
import { type Judged, type Scale, scoringFigures } from './eval-scoring-figures.ts'
import { type learn, type ReadRow, withShipped } from './eval-scoring-model.ts'

/** Weights, and the answers they were not learnt from. */
export interface Learnt {
  learner: ReturnType<typeof learn>
  rows: readonly ReadRow[]
  training: readonly ReadRow[]
  helper: ScoringModel | null
}

const COUNTS = [0, 5, 10, 25, 50]
/** Only questions that have so many more than the largest count are in the curve, so that all points are about the same answers. */
const SPARE = 5

/**
 * What so many scored answers to the same question are worth. Evidence is drawn from the question's other answers: those learnt
 * from where there are any, else from the rows themselves, which are then not judged.
 */
export function curveOf(learnt: readonly Learnt[], scale: Scale, seed: number) {
  const random = createRandom(seed)
  const most = COUNTS.at(-1) ?? 0
  const points = COUNTS.map((answers) => ({ answers, judged: [] as Judged[] }))
  for (const { learner, rows, training, helper } of learnt) {
    const spare = grouped(training)
    for (const [key, own] of grouped(rows)) {
      const others = spare.get(key)
      const drawn = random.shuffle(others ?? own)
      const evidence = drawn.slice(0, most)
      const kept = new Set(evidence)
      const asked = others ? own : own.filter((row) => !kept.has(row))
      if (evidence.length < most || (!others && asked.length < SPARE)) continue
      for (const { answers, judged } of points) {
        const used = evidence.slice(0, answers).map((row) => ({ vector: row.reading.vector, score: row.target }))
        const pool = answers > 0 ? readPool(used) : null
        for (const row of asked)
          judged.push({
            question: key,
            p: chanceOf(learner.model, withShipped(row.reading, helper), pool),
            score: row.score,
            isSure: true,
          })
      }
    }
  }
  return points.map(({ answers, judged }) => {
    if (judged.length < 2) return { answers, n: judged.length, pearson: null, qwk: null, auc: null }
    const { pearson, qwk, auc } = scoringFigures(judged, scale)
    return { answers, n: judged.length, pearson, qwk, auc }
  })
}

function grouped(rows: readonly ReadRow[]): Map<string, ReadRow[]> {
  const byKey = new Map<string, ReadRow[]>()
  for (const row of rows) {
    const list = byKey.get(row.key)
    if (list) list.push(row)
    else byKey.set(row.key, [row])
  }
  return byKey
}
