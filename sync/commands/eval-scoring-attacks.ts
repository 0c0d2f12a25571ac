import { attacksOn, chanceOf, createAnswerReader, verdictOf } from '#core/assessment'
import { createRandom } from '#core/base'
import type { TokenCache } from '../embedding/token-cache.ts'
import { createProgress } from './eval-output.ts'
import type { Learnt } from './eval-scoring-curve.ts'
import { keyOf, lookUp, type ReadRow, withShipped } from './eval-scoring-model.ts'

export interface AttackFigure {
  n: number
  /** called met by the machine */
  passed: number
  /** sent to a person by a guard */
  guarded: number
  /** of all, without guards: p at or over the band */
  scored: number
}

/**
 * What becomes of answers nobody should pass by, of references word for word (`verbatim`), and of people's own answers
 * (`honest`). Each question is judged by weights that did not see its fold.
 */
export async function attackFigures(
  learnt: readonly Learnt[],
  rows: readonly ReadRow[],
  tokens: TokenCache,
  seed: number,
): Promise<Record<string, AttackFigure>> {
  const random = createRandom(seed)
  const questions = [...new Map(rows.map((row) => [row.key, row])).values()]
  const all = questions.flatMap(({ references }) => references)
  const tries = questions.flatMap((row) => {
    const elsewhere = all.filter((reference) => !row.references.includes(reference))
    return [
      ...row.references.map((text) => ({ row, name: 'verbatim', text })),
      { row, name: 'empty', text: '' },
      ...attacksOn(row, elsewhere, random).map(({ name, text }) => ({ row, name: name as string, text })),
    ]
  })
  const texts = [...tries.map(({ text }) => text), ...questions.flatMap((row) => [row.question, ...row.references])]
  const embedded = lookUp(await tokens.embed(texts, createProgress('embedding attacks')))
  const judgeOf = new Map(learnt.flatMap((each) => each.rows.map((row) => [row.key, each] as const)))
  const outcomes = tries.flatMap(({ row, name, text }) => {
    const judge = judgeOf.get(keyOf(row))
    if (!judge) return []
    const reading = createAnswerReader(row, embedded)(text)
    const { model } = judge.learner
    const p = chanceOf(model, withShipped(reading, judge.helper), null)
    return [{ name, isPassed: verdictOf(model, p, reading) === 'met', isGuarded: reading.guards.length > 0, p, model }]
  })
  for (const { learner, rows: own } of learnt) {
    for (const row of own) {
      const p = learner.judge(row)
      const isPassed = verdictOf(learner.model, p, row.reading) === 'met'
      outcomes.push({ name: 'honest', isPassed, isGuarded: row.reading.guards.length > 0, p, model: learner.model })
    }
  }
  const byName = new Map<string, typeof outcomes>()
  for (const outcome of outcomes) byName.set(outcome.name, [...(byName.get(outcome.name) ?? []), outcome])
  const share = (list: typeof outcomes, holds: (one: (typeof outcomes)[number]) => boolean) =>
    list.filter(holds).length / list.length
  return Object.fromEntries(
    [...byName].map(([name, list]) => [
      name,
      {
        n: list.length,
        passed: share(list, ({ isPassed }) => isPassed),
        guarded: share(list, ({ isGuarded }) => isGuarded),
        scored: share(list, ({ p, model }) => p >= model.band[1]),
      },
    ]),
  )
}
