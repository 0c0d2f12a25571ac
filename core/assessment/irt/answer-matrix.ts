/**
 * Answers of people to items, as many as there are: unanswered items take no room. People who answered the same items the
 * same way are one row with their number as weight, which is what makes a short test quick.
 */
export interface AnswerMatrix {
  people: number
  /** of each item, how many scores there are: its highest score + 1, at least 2 */
  categories: readonly number[]
  /** row r's answers stand at starts[r] .. starts[r + 1] */
  starts: Int32Array
  item: Int32Array
  score: Uint8Array
  /** people a row stands for */
  weight: Float64Array
}

/** One person's answers: place of the item, and its score from 0. */
export type Answers = readonly (readonly [item: number, score: number])[]

/** @param items how many there are; @param people those without an answer are left out, they say nothing of an item */
export function answerMatrix(items: number, people: readonly Answers[]): AnswerMatrix {
  const categories = new Array<number>(items).fill(2)
  const rows = new Map<string, { answers: Answers; weight: number }>()
  for (const person of people) {
    if (person.length === 0) continue
    const answers = [...person].sort(([a], [b]) => a - b)
    const key = answers.join(' ')
    const known = rows.get(key)
    if (known) known.weight++
    else rows.set(key, { answers, weight: 1 })
  }
  const count = [...rows.values()].reduce((sum, { answers }) => sum + answers.length, 0)
  const matrix = {
    people: people.filter((person) => person.length > 0).length,
    categories,
    starts: new Int32Array(rows.size + 1),
    item: new Int32Array(count),
    score: new Uint8Array(count),
    weight: new Float64Array(rows.size),
  }
  let row = 0
  let at = 0
  for (const { answers, weight } of rows.values()) {
    matrix.weight[row] = weight
    for (const [item, score] of answers) {
      matrix.item[at] = item
      matrix.score[at] = score
      categories[item] = Math.max(categories[item] ?? 2, score + 1)
      at++
    }
    matrix.starts[++row] = at
  }
  return matrix
}
