import type { Grade } from '#core/assessment'
import { AppError, DAY_MS } from '#core/base'
import { readTable } from '../commands/read-table.ts'

/** One person's reviews of one item, oldest first. */
export interface ReviewedItem {
  learner: string
  reviews: readonly {
    grade: Grade
    /** since the review before; 0 for the first */
    elapsedDays: number
  }[]
}

const columns = ['learner', 'item', 'at', 'grade'] as const
/** Seconds since 1970 stay below this until the year 5138; what is above are milliseconds. */
const LARGEST_SECONDS = 1e11

/**
 * @throws {AppError} `bad-input` naming file and line
 */
export function readReviews(path: string): ReviewedItem[] {
  const rows = readTable(path, columns).rows.map(({ cells, where }) => {
    const [learner = '', item = '', when = '', grade = ''] = columns.map((name) => cells[name].trim())
    const atMs = msOf(when)
    const given = Number(grade)
    if (learner === '' || item === '' || atMs === null || grade === '' || ![0, 1, 2, 3, 4].includes(given))
      throw new AppError(
        'bad-input',
        `${where}: give learner, item, at (ISO or seconds or ms since 1970) and grade (1-4, or 0 and 1).`,
      )
    return { learner, item, atMs, given }
  })
  const isRightOrWrong = rows.some(({ given }) => given === 0) || rows.every(({ given }) => given <= 1)
  if (isRightOrWrong && rows.some(({ given }) => given > 1))
    throw new AppError('bad-input', `${path}: grades are either 0 and 1, or 1 to 4; this file holds both.`)
  const byItem = new Map<string, typeof rows>()
  for (const row of rows) {
    const key = JSON.stringify([row.learner, row.item])
    byItem.set(key, [...(byItem.get(key) ?? []), row])
  }
  return [...byItem.values()].map((group) => {
    const sorted = group.toSorted((a, b) => a.atMs - b.atMs)
    return {
      learner: sorted[0]?.learner ?? '',
      reviews: sorted.map(({ given, atMs }, i) => ({
        grade: isRightOrWrong ? (given === 1 ? 3 : 1) : gradeOf(given),
        elapsedDays: i === 0 ? 0 : (atMs - (sorted[i - 1]?.atMs ?? atMs)) / DAY_MS,
      })),
    }
  })
}

const gradeOf = (given: number): Grade => (given === 4 ? 4 : given === 3 ? 3 : given === 2 ? 2 : 1)

function msOf(text: string): number | null {
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return number < LARGEST_SECONDS ? number * 1000 : number
  const time = Date.parse(text)
  return Number.isFinite(time) ? time : null
}
