import { AppError, cellOf, csvRows, csvText, guardedCell } from '#core/base'
import { competency, roleProfile, type Statement } from '#core/content'
import { type Framework, inOrder, type RefusedRow } from './framework.ts'

/** Every row says what it is; a row of a part names the competency or profile it belongs to in `of`. */
const columns = [
  'row',
  'of',
  'id',
  'title',
  'verb',
  'object',
  'condition',
  'standard',
  'level',
  'weight',
  'text',
  'person',
  'on',
  'evidence',
  'change',
  'from',
  'into',
  'months',
] as const
type Cells = Partial<Record<(typeof columns)[number], string | number | undefined>>

/** The map as a table for a spreadsheet, one row a part. No cell is taken for a formula, and none is lost by that. */
export function frameworkCsv(framework: Framework): string {
  const { competencies, profiles } = inOrder(framework)
  const rows: Cells[] = []
  for (const { id, body } of competencies) {
    const { statement, title, retiredOn, replacedBy } = body
    rows.push({ row: 'competency', id, title, ...statement, on: retiredOn, into: replacedBy?.join(' ') })
    for (const sub of body.subCompetencies)
      rows.push({ row: 'sub-competency', of: id, id: sub.id, title: sub.title, ...sub.statement })
    for (const { level, description } of body.levels) rows.push({ row: 'level', of: id, level, text: description })
    for (const { person, on, evidence, note } of body.provenance)
      rows.push({ row: 'asserted', of: id, person, on, evidence, text: note })
    for (const { on, by, change, from, into, note } of body.history ?? [])
      rows.push({ row: 'change', of: id, person: by, on, change, from: named(from), into: named(into), text: note })
  }
  for (const { id, body } of profiles) {
    const { title, owner, reviewedOn, cadenceMonths } = body
    rows.push({ row: 'role', id, title, person: owner, on: reviewedOn, months: cadenceMonths })
    for (const need of body.competencies)
      rows.push({ row: 'needs', of: id, id: need.competency, level: need.level, weight: need.weight })
    for (const { on, by, note } of body.reviews ?? [])
      rows.push({ row: 'reviewed', of: id, on, person: by, text: note })
  }
  return csvText([columns, ...rows.map((cells) => columns.map((column) => guardedCell(cells[column] ?? '')))])
}

const named = (list: readonly { id: string; title: string }[]): string => (list.length > 0 ? JSON.stringify(list) : '')

/**
 * What `frameworkCsv` wrote, or somebody in a spreadsheet, columns in any order. A competency or role with a wrong row is
 * refused with the lines at fault; the rest is taken.
 *
 * @throws {AppError} `bad-input` where it is no such table
 */
export function readFrameworkCsv(text: string): Framework & { refused: RefusedRow[]; rows: Map<string, string> } {
  const [head, ...lines] = csvRows(text, 'framework')
  const at = new Map(head?.cells.map((name, index) => [name.trim().toLowerCase(), index]))
  if (!at.has('row') || !at.has('id'))
    throw new AppError('bad-input', `A framework has a first line with the columns ${columns.join(', ')}.`)
  const refused: RefusedRow[] = []
  const wholes = new Map<string, Whole>()
  for (const { line, cells } of lines) {
    const cell = (name: (typeof columns)[number]) => cellOf(cells[at.get(name) ?? -1] ?? '')
    const part = cell('row').trim().toLowerCase()
    const isWhole = part === 'competency' || part === 'role'
    const key = `${isWhole ? part : ofRole.has(part) ? 'role' : 'competency'} ${isWhole ? cell('id') : cell('of')}`
    const whole = wholes.get(key)
    if (isWhole && whole) refused.push({ row: `line ${line}`, reason: `${cell('id')} stands in it twice` })
    else if (isWhole) wholes.set(key, { line, id: cell('id'), body: part === 'role' ? role(cell) : whatToDo(cell) })
    else if (!parts.has(part)) refused.push({ row: `line ${line}`, reason: `"${part}" is no kind of row` })
    else if (!whole)
      refused.push({ row: `line ${line}`, reason: `"${cell('of')}" has no row of its own before this one` })
    else addPart(whole.body, part, cell)
  }
  return { ...wholesRead(wholes, refused), refused }
}

type Cell = (name: (typeof columns)[number]) => string
type Body = Record<string, unknown>
interface Whole {
  line: number
  id: string
  body: Body
}
const ofRole = new Set(['needs', 'reviewed'])
const parts = new Set(['sub-competency', 'level', 'asserted', 'change', ...ofRole])

const statement = (cell: Cell): Statement => ({
  verb: cell('verb'),
  object: cell('object'),
  condition: cell('condition'),
  standard: cell('standard'),
})
const said = (key: string, text: string): Body => (text === '' ? {} : { [key]: text })
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

const whatToDo = (cell: Cell): Body => ({
  title: cell('title'),
  statement: statement(cell),
  subCompetencies: [],
  levels: [],
  provenance: [],
  ...said('retiredOn', cell('on')),
  ...(cell('into') === '' ? {} : { replacedBy: cell('into').split(/\s+/) }),
})
const role = (cell: Cell): Body => ({
  title: cell('title'),
  owner: cell('person'),
  reviewedOn: cell('on'),
  cadenceMonths: number(cell('months')),
  competencies: [],
})

function addPart(body: Body, part: string, cell: Cell): void {
  const add = (key: string, entry: Body) => {
    const list = Array.isArray(body[key]) ? body[key] : []
    body[key] = [...list, entry]
  }
  const [on, person, note] = [cell('on'), cell('person'), said('note', cell('text'))]
  if (part === 'sub-competency')
    add('subCompetencies', { id: cell('id'), title: cell('title'), statement: statement(cell) })
  else if (part === 'level') add('levels', { level: number(cell('level')), description: cell('text') })
  else if (part === 'asserted') add('provenance', { person, on, evidence: cell('evidence'), ...note })
  else if (part === 'change')
    add('history', {
      on,
      by: person,
      change: cell('change'),
      from: list(cell('from')),
      into: list(cell('into')),
      ...note,
    })
  else if (part === 'needs')
    add('competencies', { competency: cell('id'), level: number(cell('level')), weight: number(cell('weight')) })
  else add('reviews', { on, by: person, ...note })
}

function list(text: string): unknown {
  if (text === '') return []
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function wholesRead(wholes: ReadonlyMap<string, Whole>, refused: RefusedRow[]) {
  const rows = new Map<string, string>()
  const read = <T>(kind: string, part: string, parse: (body: unknown) => T) =>
    [...wholes].flatMap(([key, { line, id, body }]) => {
      if (!key.startsWith(`${kind} `)) return []
      try {
        rows.set(`${part} ${id}`, `line ${line}`)
        return [{ id, body: parse(body) }]
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ row: `line ${line}`, reason: `${id}: ${error.message}` })
        return []
      }
    })
  const competencies = read('competency', 'competencies', competency.parse)
  return { competencies, profiles: read('role', 'profiles', roleProfile.parse), rows }
}
