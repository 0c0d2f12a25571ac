import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import type { AssessmentContent } from '#core/assessment'
import type { BoardEffect, BoardShare } from '#core/authoring'
import { parse } from '#core/base'
import { assessment as blueprint } from '#core/content'
import type { Schema } from '../database.ts'
import { type BoardAnswers, type CountedAnswer, measuredKinds, readableHere } from './board-answers.ts'
import type { KeptDecision } from './board-records.ts'
import { shareOrNone, wholeBlocks } from './board-share.ts'
import { objectVersions } from './stored-objects.ts'

type Figure = BoardEffect['figures'][number]

/**
 * Whether each person whose attempt at this path ended can do it: the first end of each, in the order they arrived. An end that no
 * answer leads to, or one with an answer its device scored otherwise than the task does, is nobody's.
 */
export async function pathEnds(db: Kysely<Schema>, assessment: string): Promise<boolean[]> {
  // of every version: a change of the path must not take away what was before it
  const versions = await objectVersions(db, blueprint.kind, assessment)
  const items = [...new Set(versions.flatMap(({ envelope }) => blueprint.parse(envelope.body).items))]
  const { rows } = await sql`
    select f.learner as learner, json_extract(f.body, '$.data.verdict') as verdict
    from (select learner, id, body, received_ms from event
      where ${measuredKinds} and ${readableHere} and kind = 'attempt-finished') as f
    cross join event as s on s.learner = f.learner and s.id = json_extract(f.body, '$.data.attempt')
    join (select e.learner as learner, json_extract(e.body, '$.data.attempt') as attempt,
        max(json_extract(e.body, '$.data.correct')) as correct, count(d.answer) as differing
      from (select learner, id, body from event
        where ${measuredKinds} and ${readableHere} and kind in ('item-answered', 'answer-scored')
          and json_extract(body, '$.data.item') in (select value from json_each(${JSON.stringify(items)}))) as e
      left join score_differs as d on d.learner = e.learner and d.answer = e.id group by 1, 2) as a
      on a.learner = s.learner and a.attempt = s.id
    where json_extract(s.body, '$.data.assessment') = ${assessment} and json_extract(s.body, '$.data.focus') is null
      and s.kind = 'attempt-started' and a.differing = 0
      and (json_extract(f.body, '$.data.verdict') = 'not-yet'
        or json_extract(f.body, '$.data.verdict') = 'can-do' and a.correct = 1)
    order by f.received_ms, f.learner`.execute(db)
  const first = new Map<string, boolean>()
  for (const { learner, verdict } of parse(
    v.array(v.object({ learner: v.string(), verdict: v.string() })),
    rows,
    'ends',
  ))
    if (!first.has(learner)) first.set(learner, verdict === 'can-do')
  return [...first.values()]
}

/** How many people stand behind an item's released version, or a path, in whole blocks: where "before" ends. */
export const standOf = (answers: BoardAnswers, item: string, version: number): number =>
  wholeBlocks(answersTo(answers, item, version).length)

/**
 * People before a decision against people after it. Both are whole blocks of five, so that two looks never differ by one person.
 * After a new version of the item only answers to that one count.
 */
export function effectOf(
  kept: KeptDecision,
  now: {
    content: AssessmentContent
    items: readonly string[]
    answers: BoardAnswers
    ends: readonly boolean[]
    on: string
    title: string
  },
): BoardEffect {
  const { decision, people, version } = kept
  const { about, id, act, reason } = decision
  const said = { about, id, act, reason, on: now.on, title: now.title }
  if (about === 'path') return { ...said, gone: false, figures: [compare('can-do', now.ends, people, (can) => can)] }
  const before = answersTo(now.answers, id, version).slice(0, people)
  const released = now.items.includes(id) ? now.content.items.get(id)?.version : undefined
  if (released === undefined) return { ...said, gone: true, figures: [] }
  const after =
    released > version ? answersTo(now.answers, id, released) : answersTo(now.answers, id, version).slice(people)
  const both = [...before, ...after]
  const count = before.length
  return {
    ...said,
    gone: false,
    figures: [
      compare('right', both, count, ({ correct }) => correct),
      compare('wrong-and-sure', both, count, ({ correct, confidence }) => !correct && confidence === 'sure'),
    ],
  }
}

const answersTo = (answers: BoardAnswers, item: string, version: number): CountedAnswer[] =>
  (answers.counted.get(item) ?? []).filter((answer) => answer.version === version)

function compare<T>(of: Figure['of'], all: readonly T[], count: number, fits: (one: T) => boolean): Figure {
  const share = (some: readonly T[]): BoardShare | null => {
    const whole = some.slice(0, wholeBlocks(some.length))
    return shareOrNone(whole.filter(fits).length, whole.length)
  }
  const before = share(all.slice(0, count))
  const after = share(all.slice(count))
  return { of, before, after, says: saysOf(before, after) }
}

function saysOf(before: BoardShare | null, after: BoardShare | null): Figure['says'] {
  if (!before || !after) return 'too-few'
  if (after.low > before.high) return 'more'
  return after.high < before.low ? 'fewer' : 'cannot-tell'
}
