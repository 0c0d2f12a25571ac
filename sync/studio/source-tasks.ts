import type { StudioTask } from '#core/competencies'
import { freshnessOf } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { documentRows } from '../sources/document-rows.ts'
import { openFlags } from '../sources/flags.ts'
import { documentsInUse } from './freshness.ts'
import { changedObjects } from './lineage-list.ts'

/** Documents to look at again: from thirty days before the day until somebody did. */
export async function reviewTasks(org: Organisation, today: string): Promise<StudioTask[]> {
  return (await documentsInUse(org.db, today)).flatMap(({ id, title, owner, reviewBy }) => {
    const state = freshnessOf(reviewBy, today)
    if (reviewBy === null || (state !== 'due' && state !== 'overdue')) return []
    return [
      {
        kind: 'document-review',
        id,
        title: `Look at “${title}” again`,
        owner: owner ?? 'nobody',
        dueOn: reviewBy,
        overdue: state === 'overdue',
        to: '/studio/freshness',
      },
    ]
  })
}

/** Documents somebody asked an expert to look at, until one did. */
export async function flagTasks({ db }: Organisation): Promise<StudioTask[]> {
  const flags = await openFlags(db)
  if (flags.size === 0) return []
  const titles = new Map((await documentRows(db)).map(({ id, title }) => [id, title]))
  return [...flags].map(([id, { why, at }]) => ({
    kind: 'expert-look',
    id,
    title: `An expert’s look at “${titles.get(id) ?? id}”: ${why}`,
    owner: 'an SME',
    dueOn: at.slice(0, 10),
    overdue: false,
    to: `/studio/sources/document/${id}`,
  }))
}

/** Objects whose source reads otherwise now: due from the day it changed. */
export async function changedSourceTasks(org: Organisation): Promise<StudioTask[]> {
  return (await changedObjects(org))
    .filter(({ state }) => state === 'open')
    .map(({ kind, id, title, owner, authors, since }) => ({
      kind: 'source-changed',
      id: `${kind} ${id}`,
      title: `See what changed under “${title}”`,
      owner: owner ?? authors[0] ?? 'nobody',
      dueOn: since,
      overdue: false,
      to: `/studio/changes/object?kind=${kind}&id=${encodeURIComponent(id)}`,
    }))
}
