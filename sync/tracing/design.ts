import { type Features, skillSuccesses } from './features.ts'
import type { Design } from './logistic.ts'
import type { TracingRows } from './rows.ts'

/** Strength of the prior on each group of weights: of how many answers' worth. */
const PENALTY = { dense: 2, item: 3, skill: 2, count: 6 }

/** Features as z-scores over the rows taken, after a constant; the same for every fold. */
export function sharedDesign(rows: TracingRows, { width, values }: Features, taken: Int32Array): Design {
  const dense = new Float32Array(rows.n * (width + 1))
  for (let r = 0; r < rows.n; r++) dense[r * (width + 1)] = 1
  for (let j = 0; j < width; j++) {
    let sum = 0
    let squares = 0
    for (let i = 0; i < taken.length; i++) {
      const x = values[taken[i]! * width + j]!
      sum += x
      squares += x * x
    }
    const mean = sum / taken.length
    const deviation = Math.sqrt(Math.max(0, squares / taken.length - mean * mean))
    if (deviation < 1e-6) continue
    for (let r = 0; r < rows.n; r++)
      dense[r * (width + 1) + j + 1] = Math.max(-6, Math.min(6, (values[r * width + j]! - mean) / deviation))
  }
  const none = { sparseColumn: new Int32Array(), sparseValue: new Float32Array(), columns: 0 }
  return { n: rows.n, width: width + 1, dense, sparseStarts: new Int32Array(rows.n + 1), ...none }
}

/** The same with a weight of their own for each item and skill, and for what successes and misses of each skill are worth. */
export function ownWeightsDesign(rows: TracingRows, shared: Design, { width, values }: Features): Design {
  const { n, items, skills, item, skill, skillStarts } = rows
  const sparseStarts = new Int32Array(n + 1)
  const most = n + 3 * skill.length
  const sparseColumn = new Int32Array(most)
  const sparseValue = new Float32Array(most)
  let at = 0
  const put = (column: number, value: number) => {
    sparseColumn[at] = column
    sparseValue[at++] = value
  }
  for (let r = 0; r < n; r++) {
    put(item[r]!, 1)
    for (let k = skillStarts[r]!; k < skillStarts[r + 1]!; k++) {
      const column = items + skill[k]! * 3
      put(column, 1)
      put(column + 1, values[r * width + skillSuccesses]!)
      put(column + 2, values[r * width + skillSuccesses + 1]!)
    }
    sparseStarts[r + 1] = at
  }
  return { ...shared, sparseStarts, sparseColumn, sparseValue, columns: items + 3 * skills }
}

export function penaltiesOf({ width, columns }: Design, items: number, times: number): Float64Array {
  return Float64Array.from({ length: width + columns }, (_, j) => {
    if (j === 0) return 1e-6
    if (j < width) return PENALTY.dense * times
    if (j < width + items) return PENALTY.item * times
    return (j - width - items) % 3 === 0 ? PENALTY.skill * times : PENALTY.count * times
  })
}
