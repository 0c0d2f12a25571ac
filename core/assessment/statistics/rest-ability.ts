import { type Parameters, unknownItem } from '../ability/parameters.ts'
import { probability } from '../ability/two-pl.ts'
import type { AnswerRow } from './answer-row.ts'

/** Where ability is looked for, logits. */
export const POINTS: readonly number[] = Array.from({ length: 33 }, (_, i) => -4 + i / 4)

/** An answer with what the person's other answers say of their ability. */
export interface RestedAnswer extends AnswerRow {
  /** posterior over `POINTS`, prior N(0, 1), from all other answers given alone; sums to 1 */
  rest: Float64Array
  /** its mean, logits */
  ability: number
}

/**
 * What each person's other answers say: the answer itself is left out, else an item would vouch for its own key.
 *
 * @param rows answers given alone, one a person and item
 */
export function withRestAbility(
  rows: readonly AnswerRow[],
  parameters: Readonly<Record<string, Parameters>>,
): RestedAnswer[] {
  const curves = new Map<string, { right: Float64Array; wrong: Float64Array }>()
  const logOf = ({ item, correct }: AnswerRow) => {
    const known = curves.get(item) ?? curvesOf(parameters[item] ?? unknownItem)
    curves.set(item, known)
    return correct ? known.right : known.wrong
  }
  const people = new Map<string, Float64Array>()
  for (const row of rows) {
    const sum = people.get(row.person) ?? Float64Array.from(POINTS, (theta) => (-theta * theta) / 2)
    const own = logOf(row)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (own[i] ?? 0)
    people.set(row.person, sum)
  }
  return rows.map((row) => {
    const own = logOf(row)
    const logs = (people.get(row.person) ?? own).map((sum, i) => sum - (own[i] ?? 0))
    const most = Math.max(...logs)
    const weights = logs.map((log) => Math.exp(log - most))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const rest = weights.map((weight) => weight / total)
    return { ...row, rest, ability: rest.reduce((sum, weight, i) => sum + weight * (POINTS[i] ?? 0), 0) }
  })
}

function curvesOf(item: Parameters) {
  const chances = POINTS.map((theta) => probability(theta, item))
  return {
    right: Float64Array.from(chances, (p) => Math.log(p)),
    wrong: Float64Array.from(chances, (p) => Math.log(1 - p)),
  }
}
