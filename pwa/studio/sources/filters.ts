import type { DocumentRow } from '#core/knowledge'

/** What a list of documents is narrowed to; it stands in the address, so that a link shows the same. */
export interface Filters {
  state: string
  role: string
  competency: string
}

/** Documents that name no role, or no competency. */
export const NONE = '-'

/** The states a list can be narrowed to: the three of signatures, and what needs somebody. */
export const stateFilters = ['incomplete', 'imported', 'sme-confirmed', 'authoritative', 'flagged', 'gone'] as const

export function filtered(rows: readonly DocumentRow[], { state, role, competency }: Filters): DocumentRow[] {
  const has = (wanted: string, names: readonly string[]) =>
    wanted === '' || (wanted === NONE ? names.length === 0 : names.includes(wanted))
  return rows.filter((row) => isInState(row, state) && has(role, row.roles) && has(competency, row.competencies))
}

function isInState(row: DocumentRow, state: string): boolean {
  if (state === '') return true
  if (state === 'incomplete') return row.missing.length > 0
  if (state === 'flagged') return row.flag !== null
  if (state === 'gone') return row.vanishedOn !== null
  return row.state === state
}

/** Names that occur, sorted. */
export const namesIn = (rows: readonly DocumentRow[], of: 'roles' | 'competencies'): string[] =>
  [...new Set(rows.flatMap((row) => row[of]))].sort()
