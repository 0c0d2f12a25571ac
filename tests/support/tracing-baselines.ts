import { fitDifficulty } from '../../sync/tracing/difficulty.ts'
import { type Design, fitLogistic, logitAt } from '../../sync/tracing/logistic.ts'
import { TEST, TRAIN, type TracingRows } from '../../sync/tracing/rows.ts'

/** Chances of the test rows by the models that tracing is measured against. */
export function baselineChances(rows: TracingRows, name: 'irt' | 'pfa' | 'best-lr'): Float64Array {
  const logits = name === 'irt' ? irt(rows) : counted(rows, name === 'best-lr')
  return logits.filter((_, r) => rows.use[r] === TEST).map((z) => 1 / (1 + Math.exp(-z)))
}

/** Rasch difficulties, and one ability a learner, followed from answer to answer. */
function irt(rows: TracingRows): Float64Array {
  const { item } = fitDifficulty(rows, (r) => rows.use[r] === TRAIN)
  const logits = new Float64Array(rows.n)
  for (let l = 0; l + 1 < rows.starts.length; l++) {
    let ability = 0
    let variance = 1
    for (let r = rows.starts[l] ?? 0; r < (rows.starts[l + 1] ?? 0); r++) {
      const z = ability + (item[rows.item[r] ?? 0] ?? 0)
      const p = 1 / (1 + Math.exp(-z))
      logits[r] = z
      variance = 1 / (1 / variance + p * (1 - p))
      ability += variance * ((rows.correct[r] ?? 0) - p)
    }
  }
  return logits
}

/**
 * Performance factor analysis (Pavlik et al. 2009): a weight, and log counts of successes and misses, for each skill. With items, Best-LR
 * (Gervet et al. 2020): also a weight an item, and log counts over all and over the item.
 */
function counted(rows: TracingRows, withItems: boolean): Float64Array {
  const { n, items, skills, starts, item, skill, skillStarts, correct } = rows
  const width = withItems ? 5 : 1
  const dense = new Float32Array(n * width).fill(0)
  const sparseStarts = new Int32Array(n + 1)
  const column: number[] = []
  const value: number[] = []
  for (let l = 0; l + 1 < starts.length; l++) {
    const bySkill = new Map<number, [number, number]>()
    const byItem = new Map<number, [number, number]>()
    const all: [number, number] = [0, 0]
    for (let r = starts[l] ?? 0; r < (starts[l + 1] ?? 0); r++) {
      const own = byItem.get(item[r] ?? 0) ?? [0, 0]
      byItem.set(item[r] ?? 0, own)
      const counts = withItems ? [1, all[1], all[0], own[1], own[0]] : [1]
      for (const [j, x] of counts.entries()) dense[r * width + j] = j === 0 ? x : Math.log1p(x)
      const asked = skill.subarray(skillStarts[r], skillStarts[r + 1])
      const tallies = [...asked].map((k) => bySkill.get(k) ?? ([0, 0] as [number, number]))
      for (const [i, k] of asked.entries()) {
        const tally = tallies[i] ?? [0, 0]
        bySkill.set(k, tally)
        column.push(k * 3, k * 3 + 1, k * 3 + 2)
        value.push(1, Math.log1p(tally[1]), Math.log1p(tally[0]))
      }
      if (withItems) {
        column.push(skills * 3 + (item[r] ?? 0))
        value.push(1)
      }
      const outcome = correct[r] === 1 ? 1 : 0
      for (const tally of [all, own, ...tallies]) tally[outcome]++
      sparseStarts[r + 1] = column.length
    }
  }
  const columns = skills * 3 + (withItems ? items : 0)
  const sparse = { sparseStarts, sparseColumn: Int32Array.from(column), sparseValue: Float32Array.from(value), columns }
  const design: Design = { n, width, dense, ...sparse }
  const train = Int32Array.from([...Array(n).keys()].filter((r) => rows.use[r] === TRAIN))
  const weights = fitLogistic(design, correct, train, new Float64Array(width + columns).fill(1), 100)
  return Float64Array.from({ length: n }, (_, r) => logitAt(design, weights, r))
}
