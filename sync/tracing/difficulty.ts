import { logistic } from '#core/base'
import type { TracingRows } from './rows.ts'

/** Easiness on the scale of logits, from some of the rows. */
export interface Difficulty {
  item: Float64Array
  /** how many answers it rests on */
  itemCount: Float64Array
  skill: Float64Array
}

/** Prior spread of skills around the mean and of items around their skills, logits. */
const SKILL_VARIANCE = 1
const ITEM_VARIANCE = 0.8
const ABILITY_VARIANCE = 1
const ROUNDS = 12

/**
 * Rasch easiness by alternating Newton steps on the joint posterior: an answer's logit is ability + item; an item is normal around
 * the mean of its skills, a skill around the mean of all. An item nobody answered stands where its skills stand.
 */
export function fitDifficulty(rows: TracingRows, takes: (row: number) => boolean): Difficulty {
  const { n, learner, item, items, skill, skills, skillStarts, correct, starts } = rows
  const taken = Uint8Array.from({ length: n }, (_, r) => (takes(r) ? 1 : 0))
  const ability = new Float64Array(starts.length - 1)
  const b = new Float64Array(items)
  const s = new Float64Array(skills)
  const itemCount = new Float64Array(items)
  // the skills of an item as it was met first
  const metAt = new Int32Array(items).fill(-1)
  let right = 0
  let all = 0
  for (let r = 0; r < n; r++) {
    if (metAt[item[r]!]! < 0) metAt[item[r]!] = r
    if (!taken[r]) continue
    itemCount[item[r]!]!++
    right += correct[r]!
    all++
  }
  const mean = Math.log((right + 1) / (all - right + 1))
  s.fill(mean)
  const centre = (i: number): number => {
    const r = metAt[i]!
    let sum = 0
    for (let k = skillStarts[r]!; k < skillStarts[r + 1]!; k++) sum += s[skill[k]!]!
    return sum / Math.max(1, skillStarts[r + 1]! - skillStarts[r]!)
  }
  for (let i = 0; i < items; i++) b[i] = mean
  const gradient = (size: number) => ({ g: new Float64Array(size), h: new Float64Array(size) })
  for (let round = 0; round < ROUNDS; round++) {
    const byItem = gradient(items)
    const byLearner = gradient(ability.length)
    for (let r = 0; r < n; r++) {
      if (!taken[r]) continue
      const p = logistic(ability[learner[r]!]! + b[item[r]!]!)
      const target = round % 2 === 0 ? byItem : byLearner
      const at = round % 2 === 0 ? item[r]! : learner[r]!
      target.g[at]! += correct[r]! - p
      target.h[at]! += p * (1 - p)
    }
    if (round % 2 === 1) {
      for (let l = 0; l < ability.length; l++)
        ability[l]! += (byLearner.g[l]! - ability[l]! / ABILITY_VARIANCE) / (byLearner.h[l]! + 1 / ABILITY_VARIANCE)
      continue
    }
    for (let i = 0; i < items; i++)
      b[i]! += (byItem.g[i]! - (b[i]! - centre(i)) / ITEM_VARIANCE) / (byItem.h[i]! + 1 / ITEM_VARIANCE)
    const sum = new Float64Array(skills)
    const weight = new Float64Array(skills)
    for (let i = 0; i < items; i++) {
      const w = itemCount[i]! / (itemCount[i]! + 4)
      for (let k = skillStarts[metAt[i]!]!; k < skillStarts[metAt[i]! + 1]!; k++) {
        sum[skill[k]!]! += w * b[i]!
        weight[skill[k]!]! += w
      }
    }
    const prior = ITEM_VARIANCE / SKILL_VARIANCE
    for (let k = 0; k < skills; k++) s[k] = (sum[k]! + prior * mean) / (weight[k]! + prior)
  }
  for (let i = 0; i < items; i++) if (itemCount[i] === 0) b[i] = centre(i)
  return { item: b, itemCount, skill: s }
}
