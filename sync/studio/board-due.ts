import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { type BoardLine, reviewDays } from '#core/authoring'
import { addDays, dayOf, parse } from '#core/base'
import type { StudioTask } from '#core/competencies'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { type KeptReview, lastReviews } from './board-records.ts'
import { listGaps } from './gaps-board.ts'
import { publishedAssessments } from './gaps-readings.ts'

const Since = v.array(v.object({ id: v.string(), since: v.number() }))

/** When each assessment was first published. */
async function publishedSince(db: Kysely<Schema>): Promise<Map<string, string>> {
  const { rows } = await sql`
    select json_extract(o.value, '$.id') as id, min(r.published_ms) as since
    from release as r, json_each(r.payload, '$.objects') as o
    where r.published_ms is not null and json_extract(o.value, '$.kind') = 'assessment' group by 1`.execute(db)
  return new Map(parse(Since, rows, 'releases').map(({ id, since }) => [id, dayOf(since)]))
}

/**
 * Every published assessment with the day it is looked at next: a week after the last review where an active gap is about it, thirty
 * days elsewhere, or sooner where somebody said to look again. Before the first review it counts from the day it was published.
 */
export async function boardLines(org: Organisation): Promise<BoardLine[]> {
  const { content } = await publishedAssessments(org.db)
  if (!content) return []
  const today = dayOf(org.nowMs())
  const since = await publishedSince(org.db)
  const reviews = await lastReviews(org.db)
  const active = (await listGaps(org.db)).filter(({ gap }) => gap.state === 'active')
  const lines = [...content.blueprints].map(([id, { title, competency, items }]): BoardLine => {
    const last = reviews.get(id)
    const gap = active.find((each) => each.gap.competency === competency)?.gap.statement ?? null
    const every = gap === null ? 'month' : 'week'
    const dueOn = dueAfter(last ?? null, since.get(id) ?? today, every)
    return {
      assessment: id,
      title,
      competency: content.competencies.title(competency),
      every,
      gap,
      items: items.length,
      lastOn: last?.on ?? null,
      dueOn,
      state: dueOn < today ? 'overdue' : dueOn === today ? 'due' : 'later',
    }
  })
  return lines.sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.title, b.title))
}

function dueAfter(last: KeptReview | null, published: string, every: BoardLine['every']): string {
  const dueOn = addDays(last?.on ?? published, reviewDays[every])
  const asked = last?.decisions.flatMap(({ decision }) => (decision.lookOn === null ? [] : [decision.lookOn])) ?? []
  return [dueOn, ...asked].sort()[0] ?? dueOn
}
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** What stands in L&D's list of things to do: from the day a review is due until it ends in a decision. */
export async function boardTasks(org: Organisation): Promise<StudioTask[]> {
  return (await boardLines(org))
    .filter(({ state }) => state !== 'later')
    .map(({ assessment, title, dueOn, state }) => ({
      kind: 'board-review',
      id: assessment,
      title: `Look at how “${title}” does`,
      owner: 'L&D',
      dueOn,
      overdue: state === 'overdue',
      to: `/studio/board/${assessment}`,
    }))
}

export async function countBoard(org: Organisation): Promise<{ all: number; due: number; overdue: number }> {
  const states = (await boardLines(org)).map(({ state }) => state)
  return {
    all: states.length,
    due: states.filter((state) => state !== 'later').length,
    overdue: states.filter((state) => state === 'overdue').length,
  }
}
