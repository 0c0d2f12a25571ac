import { AppError } from '#core/base'

/** RFC 4180: rows of fields, quotes around a field where needed, "" for a quote inside. Empty lines are left out. */
export function parseCsv(text: string, what: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y
  const source = text.replace(/^\uFEFF/, '')
  while (field.lastIndex < source.length) {
    const at = field.lastIndex
    const match = field.exec(source)
    if (!match) throw new AppError('bad-input', `${what}, row ${rows.length + 1}: a quote out of place at byte ${at}`)
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    if (match[3] === ',') {
      if (field.lastIndex === source.length) row.push('')
      else continue
    }
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}
