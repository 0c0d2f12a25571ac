import { AppError } from '#core/base'
import { readTable } from '../commands/read-table.ts'

/** Answers by column, each learner's together and oldest first. */
export interface TracingRows {
  n: number
  /** row numbers: learner l holds [starts[l], starts[l + 1]) */
  starts: Int32Array
  learner: Int32Array
  item: Int32Array
  items: number
  /** row r asks skills[skillStarts[r]] up to skills[skillStarts[r + 1]] */
  skillStarts: Int32Array
  skill: Int32Array
  skills: number
  /** the skills of a row together, as one code */
  topic: Int32Array
  correct: Uint8Array
  /** as the file gives it, or the row's place where it gives none that is a number or a time */
  order: Float64Array
  use: Uint8Array
}

export const TRAIN = 1
export const TEST = 2

const columns = ['learner', 'item', 'skill', 'correct', 'order', 'split'] as const

/**
 * @throws {AppError} `bad-input` naming file and line; also when a split is empty
 */
export function readTracingRows(path: string): TracingRows {
  const given = readTable(path, columns).rows.map(({ cells, where }, i) => {
    const [learner = '', item = '', skill = '', correct = '', order = '', split = ''] = columns.map((name) =>
      cells[name].trim(),
    )
    const right = Number(correct)
    if (correct === '' || (right !== 0 && right !== 1) || learner === '')
      throw new AppError('bad-input', `${where}: learner must be named, and correct 0 or 1.`)
    return { learner, item, skill, right, order: orderOf(order, i), split: split.toLowerCase() }
  })
  const learners = codes()
  for (const row of given) learners.of(row.learner)
  const sorted = given
    .map((row, i) => ({ ...row, i, code: learners.of(row.learner) }))
    .sort((a, b) => a.code - b.code || a.order - b.order || a.i - b.i)

  const items = codes()
  const skills = codes()
  const topics = codes()
  const n = sorted.length
  const skill: number[] = []
  const rows: TracingRows = {
    n,
    starts: new Int32Array(learners.size() + 1),
    learner: Int32Array.from(sorted, ({ code }) => code),
    item: Int32Array.from(sorted, (row) => items.of(row.item)),
    items: 0,
    skillStarts: new Int32Array(n + 1),
    skill: new Int32Array(),
    skills: 0,
    topic: new Int32Array(n),
    correct: Uint8Array.from(sorted, ({ right }) => right),
    order: Float64Array.from(sorted, ({ order }) => order),
    use: Uint8Array.from(sorted, ({ split }) => (split === 'train' ? TRAIN : split === 'test' ? TEST : 0)),
  }
  for (const [r, row] of sorted.entries()) {
    rows.starts[row.code + 1] = r + 1
    const names = [...new Set(row.skill.split(/[;~,]/).map((part) => part.trim()))].sort()
    rows.topic[r] = topics.of(names.join(';'))
    for (const name of names) skill.push(skills.of(name))
    rows.skillStarts[r + 1] = skill.length
  }
  rows.skill = Int32Array.from(skill)
  rows.items = items.size()
  rows.skills = skills.size()
  for (const [use, name] of [
    [TRAIN, 'train'],
    [TEST, 'test'],
  ] as const)
    if (!rows.use.includes(use)) throw new AppError('bad-input', `${path}: no row has split = ${name}.`)
  return rows
}

function orderOf(text: string, place: number): number {
  if (text === '') return place
  const number = Number(text)
  if (Number.isFinite(number)) return number
  const time = Date.parse(text)
  return Number.isFinite(time) ? time / 1000 : place
}

function codes() {
  const known = new Map<string, number>()
  return {
    of: (name: string): number => {
      const code = known.get(name) ?? known.size
      if (code === known.size) known.set(name, code)
      return code
    },
    size: () => known.size,
  }
}
