import { AppError, csvRows } from '#core/base'
import { readText } from './input-file.ts'

/** A CSV with a header. */
export interface Table<Column extends string = string> {
  header: readonly string[]
  rows: { cells: Readonly<Record<Column, string>>; where: string }[]
}

/**
 * Rows by the names of their columns. What only some columns hold is for the reader to judge; here every row must fit the header,
 * so that a quote out of place cannot shift an answer into another column.
 *
 * @param needed columns the header must name
 * @throws {AppError} `bad-input` naming file and line
 */
export function readTable<Column extends string>(path: string, needed: readonly Column[]): Table<Column> {
  const [first, ...rest] = csvRows(readText(path), path)
  const header = (first?.cells ?? []).map((name) => name.trim())
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0) throw new AppError('bad-input', `${path}: the header lacks ${missing.join(', ')}.`)
  const twice = header.find((name, at) => header.indexOf(name) !== at)
  if (twice !== undefined) throw new AppError('bad-input', `${path}: the header names "${twice}" twice.`)
  const rows = rest.map(({ line, cells }) => {
    const where = `${path}, line ${line}`
    if (cells.length !== header.length)
      throw new AppError('bad-input', `${where}: ${cells.length} fields, but the header has ${header.length}.`)
    return {
      cells: Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) as Record<Column, string>,
      where,
    }
  })
  return { header, rows }
}
