import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { mean } from './eval-metrics.ts'
import { readTable } from './read-table.ts'

/** An answer with what people gave it. */
export interface ScoredRow {
  question: string
  references: string[]
  answer: string
  /** mean of the scores given */
  score: number
  /** each person's own */
  given: number[]
}

/** Answers on one scale. */
export interface ScoredSet {
  rows: ScoredRow[]
  low: number
  high: number
  /** scores people gave, ascending */
  levels: number[]
}

const Score = v.pipe(
  v.string(),
  v.trim(),
  v.transform((text) => (text === '' ? Number.NaN : Number(text))),
  v.number('must be a number'),
)
const Row = v.object({
  question: v.string(),
  references: v.pipe(v.string(), v.nonEmpty('has no reference')),
  answer: v.string(),
  score: v.pipe(Score, v.finite()),
  score2: v.optional(v.string()),
})

/**
 * CSV with the header question,references,answer,score and perhaps score2; references are divided by two bars.
 *
 * @throws {AppError} `bad-input` naming file and line
 */
export function readScoredRows(path: string): ScoredSet {
  const table = readTable(path, ['question', 'references', 'answer', 'score'])
  const rows = table.rows.map(({ cells, where }): ScoredRow => {
    const { question, references, answer, score, score2 } = parse(Row, cells, where)
    const second = score2 === undefined || score2.trim() === '' ? [] : [parse(v.pipe(Score, v.finite()), score2, where)]
    const given = [score, ...second]
    const split = references.split('||').map((each) => each.trim())
    return { question, references: split.filter(Boolean), answer, given, score: mean(given) }
  })
  const levels = [...new Set(rows.flatMap(({ given }) => given))].sort((a, b) => a - b)
  const high = levels.at(-1)
  if (high === undefined || levels.length < 2)
    throw new AppError('bad-input', `${path}: all scores are equal, so nothing can be learnt or measured.`)
  return { rows, low: Math.min(0, levels[0] ?? 0), high, levels }
}
