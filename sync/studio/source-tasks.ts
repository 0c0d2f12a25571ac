import type { StudioTask } from '#core/competencies'
import { freshnessOf } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
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
