import { AppError, parseCsv } from '#core/base'
import { readText } from './input-file.ts'

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
  const [header = [], ...table] = parseCsv(readText(path), path)
  const twice = header.find((name, at) => header.indexOf(name) !== at)
  if (twice !== undefined) throw new AppError('bad-input', `${path}: the header names "${twice}" twice.`)
  for (const [i, row] of table.entries())
    if (row.length !== header.length)
      throw new AppError(
        'bad-input',
        `${path}, row ${i + 2}: ${row.length} fields, but the header has ${header.length}.`,
      )
  const unknown = wanted?.find((name) => !header.includes(name))
  if (unknown !== undefined) throw new AppError('bad-input', `${path} has no column "${unknown}".`)
  const fits = (name: string) => {
    const at = header.indexOf(name)
    const given = table.map((row) => row[at] ?? '').filter((cell) => !MISSING.has(cell))
    return given.length > 0 && given.every((cell) => scores.test(cell))
  }
  const again = wanted?.find((name, at) => wanted.indexOf(name) !== at)
  if (again !== undefined) throw new AppError('bad-input', `--items names "${again}" twice.`)
  const odd = wanted?.find((name) => !fits(name))
  if (odd !== undefined) throw new AppError('bad-input', `${path}: the column "${odd}" is not ${scoresAre}.`)
  const items = wanted ? [...wanted] : header.filter(fits)
  if (items.length === 0) throw new AppError('bad-input', `${path}: no column is ${scoresAre}.`)
  const places = items.map((name) => header.indexOf(name))
  const rows = table.map((row) => places.map((at) => (MISSING.has(row[at] ?? '') ? null : Number(row[at]))))
  return {
    items,
    rows,
    leftOut: wanted ? [] : header.filter((name) => !items.includes(name)),
    missing: rows.reduce((sum, row) => sum + row.filter((score) => score === null).length, 0),
  }
}
