import { logistic } from '#core/base'
import type { Difficulty } from './difficulty.ts'
import { pairResiduals } from './pairs.ts'
import type { TracingRows } from './rows.ts'
import { answered, createTrace, type Trace, writeTrace } from './trace.ts'

/** What is known of a learner just before each answer; row-major, rows * width. */
export interface Features {
  width: number
  values: Float32Array
}

/** What an answer leaves of the counts before it: of the learner, of a skill, of an item. */
const OVERALL = [0.5, 0.8, 0.92, 0.98, 1]
const SKILL = [0.5, 0.8, 0.93, 1]
const ITEM = [0.6, 1]
const RECENT = 5
/** Of the row itself, before any trace. */
const OWN = 16
const traceWidth = (rates: readonly number[]) => rates.length * 3 + 7

/** Where the log counts of a skill's successes and misses stand, without decay. */
export const skillSuccesses = OWN + RECENT * 2 + traceWidth(OVERALL) + 3 * SKILL.indexOf(1)

export const featureWidth = OWN + RECENT * 2 + traceWidth(OVERALL) + traceWidth(SKILL) + traceWidth(ITEM) + 2

/**
 * For every row, from the learner's earlier rows alone: decayed successes, misses and residuals of the learner, of the row's skills
 * (their mean) and of its item, at several rates; ability filters; what was answered last; gaps; and how easy item and skills are.
 *
 * @param easiness of the row's fold: fitted without the learners of that fold
 */
export function computeFeatures(
  rows: TracingRows,
  easiness: (row: number) => Difficulty,
  folds: number,
  foldOf: (row: number) => number,
): Features {
  const width = featureWidth
  const values = new Float32Array(rows.n * width)
  const residual = Float64Array.from({ length: rows.n }, (_, r) => {
    return rows.correct[r]! - logistic(easiness(r).item[rows.item[r]!]!)
  })
  const before = [
    pairResiduals(rows, rows.item, 1, residual, folds, foldOf),
    pairResiduals(rows, rows.item, 2, residual, folds, foldOf),
    pairResiduals(rows, rows.topic, 1, residual, folds, foldOf),
  ]
  for (let l = 0; l + 1 < rows.starts.length; l++)
    walk(rows, rows.starts[l]!, rows.starts[l + 1]!, easiness, before, values)
  return { width, values }
}

function walk(
  rows: TracingRows,
  from: number,
  end: number,
  easiness: (row: number) => Difficulty,
  before: readonly Float32Array[],
  values: Float32Array,
): void {
  const { item, topic, skill, skillStarts, correct, order } = rows
  const overall = createTrace(OVERALL)
  const skills = new Map<number, Trace>()
  const items = new Map<number, Trace>()
  const of = (map: Map<number, Trace>, key: number, rates: readonly number[]) => {
    const found = map.get(key) ?? createTrace(rates)
    map.set(key, found)
    return found
  }
  for (let r = from; r < end; r++) {
    const known = easiness(r)
    const b = known.item[item[r]!]!
    const asked: Trace[] = []
    let skillEase = 0
    let hardest = Number.POSITIVE_INFINITY
    for (let k = skillStarts[r]!; k < skillStarts[r + 1]!; k++) {
      asked.push(of(skills, skill[k]!, SKILL))
      skillEase += known.skill[skill[k]!]!
      hardest = Math.min(hardest, known.skill[skill[k]!]!)
    }
    skillEase /= Math.max(1, asked.length)
    const own = of(items, item[r]!, ITEM)

    let at = r * featureWidth
    const put = (x: number) => {
      values[at++] = x
    }
    const same = r > from && topic[r] === topic[r - 1]
    const gap = r > from ? Math.log1p(Math.max(0, order[r]! - order[r - 1]!)) : 0
    put(b)
    put(Math.log1p(known.itemCount[item[r]!]!))
    put(skillEase)
    put(b - skillEase)
    put(hardest === Number.POSITIVE_INFINITY ? 0 : hardest)
    put(asked.length)
    put(Math.log1p(r - from))
    put(Math.log1p(skills.size))
    put(gap)
    put(same ? 1 : 0)
    put(same && r > from ? 2 * correct[r - 1]! - 1 : 0)
    put(r > from && item[r] === item[r - 1] ? 1 : 0)
    put(r > from ? known.item[item[r - 1]!]! - b : 0)
    for (const told of before) put(told[r]!)
    for (let back = 1; back <= RECENT; back++) {
      const s = r - back
      put(s >= from ? 2 * correct[s]! - 1 : 0)
      put(s >= from ? correct[s]! - logistic(known.item[item[s]!]!) : 0)
    }
    at = writeTrace([overall], r, order[r]!, b, values, at)
    at = writeTrace(asked, r, order[r]!, b, values, at)
    at = writeTrace([own], r, order[r]!, b, values, at)
    // the weakest of several skills decides
    let weakest = Number.POSITIVE_INFINITY
    for (const each of asked) weakest = Math.min(weakest, each.ability)
    put(asked.length > 0 ? weakest : 0)
    let skillAbility = 0
    for (const each of asked) skillAbility += each.ability / asked.length
    put(b + overall.ability + skillAbility)

    const p = logistic(b + overall.ability)
    const residual = correct[r]! - logistic(b)
    answered(overall, correct[r]!, residual, p, r, order[r]!)
    for (const each of asked)
      answered(each, correct[r]!, residual, logistic(b + overall.ability + each.ability), r, order[r]!)
    answered(own, correct[r]!, residual, p, r, order[r]!)
  }
}
