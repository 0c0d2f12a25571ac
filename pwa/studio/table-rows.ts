import { csvText, guardedCell } from '#core/base'

/** A column of a table of `Row`. What `value` gives is shown (unless a slot draws it), searched, sorted and exported. */
export interface Column<Row> {
  id: string
  title: string
  value(row: Row): string | number | null
  /** CSS grid track where there is room, such as `8rem` or `2fr`; `1fr` without */
  width?: string
  /** figures stand at the end of their column */
  numeric?: boolean
}
export interface Order {
  column: string
  down: boolean
}

/** Search without regard to case and accents; every word has to be in the row. */
export function createTableSearch<Row>(rows: readonly Row[], columns: readonly Column<Row>[]) {
  const texts = rows.map((row) => folded(columns.map((column) => column.value(row) ?? '').join(' \n')))
  return (query: string): Row[] => {
    const wanted = folded(query).split(/\s+/).filter(Boolean)
    return rows.filter((_, at) => wanted.every((word) => texts[at]?.includes(word)))
  }
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A stable order; what is empty comes last, up or down. */
export function sortRows<Row>(rows: readonly Row[], column: Column<Row>, down: boolean): Row[] {
  const text = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const keyed = rows.map((row) => ({ row, key: column.value(row) }))
  const isEmpty = (key: string | number | null) => key === null || key === ''
  keyed.sort((a, b) => {
    if (isEmpty(a.key) || isEmpty(b.key)) return Number(isEmpty(a.key)) - Number(isEmpty(b.key))
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : text.compare(String(a.key), String(b.key))
    return down ? -order : order
  })
  return keyed.map(({ row }) => row)
}

/** The rows as they stand, for a spreadsheet: no cell of it is taken for a formula. */
export const tableCsv = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string =>
  csvText([
    columns.map(({ title }) => guardedCell(title)),
    ...rows.map((row) => columns.map((column) => guardedCell(column.value(row) ?? ''))),
  ])
