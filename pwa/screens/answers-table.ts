import { csvText, guardedCell } from '#core/base'
import type { Engine } from '../../core/engine-api.ts'
import { recordWords } from './record-words.ts'

/** Every answer of the person on this device as CSV, oldest first. */
export async function answersTable(engine: Engine): Promise<string> {
  const [{ attempts }, answers] = await Promise.all([engine.record(), engine.answers()])
  const titles = new Map(attempts.map(({ attempt, title }) => [attempt, title]))
  const yes = (is: boolean) => (is ? 'yes' : 'no')
  const rows = answers
    .toReversed()
    .map((one) => [
      new Date(one.atMs).toISOString(),
      titles.get(one.attempt) ?? one.attempt,
      one.title,
      one.said.join('; '),
      one.score,
      one.state === 'waiting' ? 'waiting' : yes(one.correct),
      yes(one.read !== null),
      one.confidence,
      yes(one.aided),
      yes(one.late),
    ])
  return csvText([recordWords.csvHead, ...rows.map((row) => row.map(guardedCell))])
}
