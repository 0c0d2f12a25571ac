import * as v from 'valibot'
import { csvRows, dayOf, parse } from '#core/base'
import { Day, Slug } from '#core/content'
import { Needed } from './gap-reading.ts'

const Amount = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^-?\d+(\.\d+)?$/, 'must be a number; leave a line out where nothing is known'),
  v.transform(Number),
)
const OrEmpty = v.pipe(
  v.string(),
  v.trim(),
  v.transform((text) => (text === '' ? null : text)),
  v.nullable(Needed),
)

/** One line of what managers saw, or of what work measured. */
export const GapEvidence = v.object({
  person: Slug,
  /** a competency, or a part of one */
  competency: Slug,
  type: v.picklist(['observation', 'performance'], 'must be observation or performance'),
  value: Amount,
  /** what is enough; empty: for an observation the level the role requires, for performance nobody knows */
  needed: OrEmpty,
  date: Day,
  /** who saw it, or which report it is from */
  source: v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(100)),
})
export type GapEvidence = v.InferOutput<typeof GapEvidence>

export const evidenceColumns = ['person', 'competency', 'type', 'value', 'needed', 'date', 'source'] as const

export interface KnownNames {
  people: ReadonlySet<string>
  /** of competencies and their parts */
  competencies: ReadonlySet<string>
  nowMs: number
}

type GapEvidenceLine = { row: GapEvidence } | { line: number; reason: string }

/**
 * Reads a CSV with the header `person,competency,type,value,needed,date,source`, a line at a time, so that a long file can be read
 * with pauses. A line that cannot be taken is named with its reason, the others go on. An empty value is refused, so that a missing
 * figure never becomes a zero.
 *
 * @throws {AppError} `bad-input` for another header or broken quotes
 */
export function* readGapEvidence(text: string, known: KnownNames): Generator<GapEvidenceLine> {
  const [header, ...lines] = csvRows(text, 'evidence')
  parse(
    v.literal(evidenceColumns.join(), `the first line must be ${evidenceColumns.join()}`),
    header?.cells.map((cell) => cell.trim().toLowerCase()).join() ?? '',
    'evidence',
  )
  for (const { line, cells } of lines) {
    const result = v.safeParse(
      GapEvidence,
      Object.fromEntries(evidenceColumns.map((name, i) => [name, cells[i] ?? ''])),
    )
    const reason = result.success
      ? misfit(result.output, cells.length, known)
      : `${v.getDotPath(result.issues[0]) ?? 'line'} ${result.issues[0].message}`
    yield reason !== null || !result.success ? { line, reason: reason ?? '' } : { row: result.output }
  }
}

function misfit({ person, competency, date }: GapEvidence, cells: number, known: KnownNames): string | null {
  if (cells !== evidenceColumns.length) return `has ${cells} fields instead of ${evidenceColumns.length}`
  if (!known.people.has(person)) return `there is no person "${person}"`
  if (!known.competencies.has(competency)) return `there is no competency "${competency}"`
  if (date > dayOf(known.nowMs)) return `the date ${date} has not come yet`
  return null
}
