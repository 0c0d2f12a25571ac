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
    const rest = Float64Array.from(people.get(row.person) ?? own, (sum, i) => sum - (own[i] ?? 0))
    const most = Math.max(...rest)
    let total = 0
    for (let i = 0; i < rest.length; i++) {
      const weight = Math.exp((rest[i] ?? 0) - most)
      rest[i] = weight
      total += weight
    }
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) / total
    return { ...row, rest, ability: averaged(POINTS, rest) }
  })
}

/** What holds at each of `POINTS`, averaged over what is known of a person. */
export function averaged(values: readonly number[], rest: Float64Array): number {
  let sum = 0
  for (let i = 0; i < rest.length; i++) sum += (values[i] ?? 0) * (rest[i] ?? 0)
  return sum
}

function curvesOf(item: Parameters) {
  const chances = POINTS.map((theta) => probability(theta, item))
  return {
    right: Float64Array.from(chances, (p) => Math.log(p)),
    wrong: Float64Array.from(chances, (p) => Math.log(1 - p)),
  }
}
