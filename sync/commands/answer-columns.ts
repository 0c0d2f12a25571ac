import { AppError } from '#core/base'
import { readTable } from './read-table.ts'

export interface AnswerColumns {
  items: string[]
  /** of each person, the score of each item; null where it was not answered */
  rows: (number | null)[][]
  /** columns that hold no such scores */
  leftOut: string[]
  /** answers that are missing */
  missing: number
}

const MISSING = new Set(['', 'NA'])

/**
 * Item columns of a table with a header and a row a person. Without `wanted`, columns that hold anything but scores are left
 * out; an empty cell or NA is an answer not given.
 *
 * @param scores what a score looks like; @param scoresAre the same in words
 * @throws {AppError} `bad-input` in one sentence for what cannot be read as answers
 */
export function readAnswerColumns(
  path: string,
  { scores, scoresAre, wanted }: { scores: RegExp; scoresAre: string; wanted?: readonly string[] },
): AnswerColumns {
  const { header, rows: table } = readTable<string>(path, [])
  const unknown = wanted?.find((name) => !header.includes(name))
  if (unknown !== undefined) throw new AppError('bad-input', `${path} has no column "${unknown}".`)
  const fits = (name: string) => {
    const given = table.map(({ cells }) => cells[name] ?? '').filter((cell) => !MISSING.has(cell))
    return given.length > 0 && given.every((cell) => scores.test(cell))
  }
  const again = wanted?.find((name, at) => wanted.indexOf(name) !== at)
  if (again !== undefined) throw new AppError('bad-input', `--items names "${again}" twice.`)
  const odd = wanted?.find((name) => !fits(name))
  if (odd !== undefined) throw new AppError('bad-input', `${path}: the column "${odd}" is not ${scoresAre}.`)
  const items = wanted ? [...wanted] : header.filter(fits)
  if (items.length === 0) throw new AppError('bad-input', `${path}: no column is ${scoresAre}.`)
  const rows = table.map(({ cells }) =>
    items.map((name) => (MISSING.has(cells[name] ?? '') ? null : Number(cells[name]))),
  )
  return {
    items,
    rows,
    leftOut: wanted ? [] : header.filter((name) => !items.includes(name)),
    missing: rows.reduce((sum, row) => sum + row.filter((score) => score === null).length, 0),
  }
}
