import { read, utils } from '@e965/xlsx'
import { AppError } from '#core/base'
import { type DocumentPart, splitTables } from '#core/knowledge'
import { officeParts, repacked } from './office-zip.ts'
import type { PageContent } from './page-content.ts'

const MAX_ROWS = 5000
const MAX_COLUMNS = 200

/**
 * Each visible sheet as a heading with its rows as tables, cells as a person sees them. Formulas are not evaluated: what was last
 * shown is taken. The first row that is not empty is the head.
 *
 * @throws {AppError} `bad-input` more than 5,000 rows in a sheet
 */
export async function readXlsx(bytes: Uint8Array): Promise<PageContent> {
  const parts = officeParts(bytes)
  if (!parts.has('xl/workbook.xml')) throw new AppError('bad-input', 'not an Excel workbook')
  const book = read(repacked(parts), { type: 'array', sheetRows: MAX_ROWS + 1, cellFormula: false, cellHTML: false })
  const found: DocumentPart[] = []
  const warnings: string[] = []
  for (const [i, name] of book.SheetNames.entries()) {
    if ((book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0) {
      warnings.push(`sheet "${name}" is hidden and was left out`)
      continue
    }
    const sheet = book.Sheets[name]
    const rows = sheet
      ? rowsOf(utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, blankrows: false, defval: '' }))
      : []
    if (rows.length > MAX_ROWS)
      throw new AppError('bad-input', `sheet "${name}" has more than ${MAX_ROWS} rows; it is data, not a document`)
    const [head, ...rest] = rows
    if (!head) continue
    found.push({ heading: name, depth: 1 })
    if (rest.length === 0) found.push({ block: { block: 'text', text: head.filter(Boolean).join(' | ') } })
    else found.push({ block: { block: 'table', head, rows: rest } })
  }
  return { parts: splitTables(found), title: null, warnings }
}

/** Without columns that are empty all the way down. */
function rowsOf(raw: readonly unknown[][]): string[][] {
  const rows = raw
    .map((row) =>
      row.slice(0, MAX_COLUMNS).map((cell) =>
        String(cell ?? '')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    )
    .filter((row) => row.some(Boolean))
  const width = Math.max(0, ...rows.map((row) => row.length))
  const used = Array.from({ length: width }, (_, column) => rows.some((row) => row[column]))
  return rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? '').filter((_, i) => used[i]))
}
