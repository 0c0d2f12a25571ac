import { AppError } from './app-error.ts'

/** RFC 4180: rows of fields, quotes around a field where needed, "" for a quote inside. Empty lines are left out. */
export const parseCsv = (text: string, what: string): string[][] => csvRows(text, what).map(({ cells }) => cells)

/** The same, each row with the line it begins on, from 1: so that what is wrong with it can be found. */
export function csvRows(text: string, what: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let line = 1
  let begins = 1
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y
  const source = text.replace(/^\uFEFF/, '')
  while (field.lastIndex < source.length) {
    const at = field.lastIndex
    const match = field.exec(source)
    if (!match) throw new AppError('bad-input', `${what}, line ${line}: a quote out of place at byte ${at}`)
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    line += match[0].match(/\r\n|\r|\n/g)?.length ?? 0
    if (match[3] === ',') {
      if (field.lastIndex === source.length) cells.push('')
      else continue
    }
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begins, cells })
    cells = []
    begins = line
  }
  return rows
}

/** Rows as RFC 4180 text, each ended by CRLF. Cells are written as they are: for programs. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\r\n`).join('')

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front, and so does one that
 * begins with apostrophes and then like one, so that `cellOf` gives back exactly what was put in. Numbers stay numbers.
 */
export const guardedCell = (cell: string | number): string | number =>
  typeof cell === 'string' && /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

/** What `guardedCell` guarded. */
export const cellOf = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
