import { defineCommand } from 'citty'
import * as v from 'valibot'
import { answerMatrix, type CalibrationModel, calibrate, gaussHermite } from '#core/assessment'
import { AppError, parse } from '#core/base'
import { type AnswerColumns, readAnswerColumns } from './answer-columns.ts'
import { printResult } from './eval-output.ts'

const Model = v.picklist(['rasch', '2pl', '3pl', 'grm'])

/**
 * Tests up to this long are integrated on 21 Gauss-Hermite points as R's ltm does, so that its published figures come out;
 * with more items those points are too coarse and the finer ones are used that mirt and TAM agree with.
 */
const SHORT_TEST = { items: 15, points: 21 }

/**
 * Item parameters and the log-likelihood of a table of answers.
 *
 * @param names the item columns, separated by commas; without them all that hold scores
 * @param fine  fine points of ability, however short the test
 */
export function evalItems(
  path: string,
  wanted: string,
  { names, fine, say }: { names?: string | undefined; fine: boolean; say: (line: string) => void },
) {
  const model: CalibrationModel = parse(Model, wanted, '--model')
  const graded = model === 'grm'
  const columns = readAnswerColumns(path, {
    scores: graded ? /^\d$/ : /^[01]$/,
    scoresAre: graded ? 'all integers from 0 to 9' : 'all 0 and 1',
    ...(names === undefined ? {} : { wanted: names.split(',').map((name) => name.trim()) }),
  })
  if (columns.leftOut.length > 0) say(`Left out, because they are not scores: ${columns.leftOut.join(', ')}.`)
  if (columns.missing > 0) say(`${columns.missing} answers are missing and count as not given.`)
  const matrix = matrixOf(path, columns)
  const points = !fine && columns.items.length <= SHORT_TEST.items ? gaussHermite(SHORT_TEST.points) : undefined
  const { logLik, items, doubts } = calibrate(matrix, model, points ? { points } : {})
  for (const doubt of doubts) say(`Not identified: ${doubt}.`)
  return {
    model,
    logLik,
    items: items.map((item, i) => ({ item: columns.items[i], ...item })),
    identified: doubts.length === 0,
    people: matrix.people,
    points: points ? `gauss-hermite ${SHORT_TEST.points}` : 'even',
  }
}

/** Categories are those that were seen, in order: a score that nobody has cannot be estimated. */
function matrixOf(path: string, { items, rows }: AnswerColumns) {
  const seen = items.map((_, i) => [...new Set(rows.flatMap((row) => row[i] ?? []))].sort((a, b) => a - b))
  if (rows.filter((row) => row.some((score) => score !== null)).length < 2)
    throw new AppError(
      'bad-input',
      `${path}: items are compared over people, so at least two rows with answers are needed.`,
    )
  const constant = items.filter((_, i) => (seen[i]?.length ?? 0) < 2)
  if (constant.length > 0)
    throw new AppError(
      'bad-input',
      `${path}: everybody has the same score in ${constant.map((name) => `"${name}"`).join(', ')}; name the other items with --items.`,
    )
  return answerMatrix(
    items.length,
    rows.map((row) => row.flatMap((score, i) => (score === null ? [] : [[i, seen[i]?.indexOf(score) ?? 0] as const]))),
  )
}

export const evalItemsCommand = defineCommand({
  meta: { name: 'items', description: 'Item parameters by marginal maximum likelihood, and the log-likelihood' },
  args: {
    answers: { type: 'positional', description: 'CSV with a header, a row a person', required: true },
    model: { type: 'string', description: 'rasch, 2pl, 3pl or grm', required: true },
    items: { type: 'string', description: 'columns that are items, separated by commas' },
    fine: { type: 'boolean', default: false, description: 'fine points of ability for short tests too' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    printResult(
      evalItems(args.answers, args.model, { names: args.items, fine: args.fine, say: (line) => console.error(line) }),
      args.json,
    ),
})
