import { type AnswerMatrix, answerMatrix, calibrate } from '#core/assessment'
import { createRandom } from '#core/base'
import { bankCoverage } from '../support/irt/bank-coverage.ts'
import { drawAnswers, drawItems } from '../support/irt/draw-answers.ts'
import type { Row } from './row.ts'

const ITEMS = 500
const PEOPLE = 5000

/**
 * Calibration of 500 items from 5,000 people, with standard errors: 40 answers each, as adaptive attempts leave them, and
 * everybody answering everything. Beside each time, how often one could have read all answers at 61 abilities meanwhile.
 *
 * And how far the intervals of a bank can be trusted when few have answered, on planted truth.
 */
export async function bench(): Promise<Row[]> {
  const random = createRandom(7)
  const items = drawItems(random, ITEMS)
  const rows: Row[] = []
  for (const [each, name] of [
    [40, '40 answers each'],
    [ITEMS, 'all answers'],
  ] as const) {
    const matrix = answerMatrix(ITEMS, drawAnswers(random, items, PEOPLE, each))
    const pass = secondsOf(() => readAll(matrix))
    const before = process.memoryUsage().rss
    const took = secondsOf(() => calibrate(matrix, '2pl'))
    rows.push({
      name: `calibrate ${ITEMS} items x ${PEOPLE} people, ${name}`,
      value: took,
      unit: 's',
      ratio: `${Math.round(took / pass)}x one reading of the answers`,
    })
    rows.push({ name: `memory it added, ${name}`, value: (process.memoryUsage().rss - before) / 1e6, unit: 'MB' })
  }
  for (const [each, rounds] of [
    [12, 100],
    [50, 60],
    [500, 20],
  ] as const) {
    const { held, seB, rmseB, authorRmseB } = bankCoverage(each, rounds, 100 + each)
    rows.push(
      { name: `90 % intervals that hold the truth, ${each} answers an item`, value: held, unit: '' },
      { name: `standard error said of b, ${each} answers`, value: seB, unit: 'logits' },
      {
        name: `error of b, ${each} answers`,
        value: rmseB,
        unit: 'logits',
        ratio: `the author's own: ${authorRmseB.toFixed(2)}`,
      },
    )
  }
  return rows
}

function secondsOf(work: () => unknown): number {
  const from = performance.now()
  work()
  return (performance.now() - from) / 1000
}

/** The least any way through the likelihood does: every answer, at 61 abilities. */
function readAll({ starts, item, score }: AnswerMatrix): number {
  const points = 61
  const table = Float64Array.from({ length: ITEMS * 2 * points }, (_, i) => Math.log((i % 97) + 1))
  const sums = new Float64Array(points)
  let total = 0
  for (let row = 0; row + 1 < starts.length; row++) {
    sums.fill(0)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const from = ((item[at] as number) * 2 + (score[at] as number)) * points
      for (let q = 0; q < points; q++) sums[q] = (sums[q] as number) + (table[from + q] as number)
    }
    total += sums[30] ?? 0
  }
  return total
}
