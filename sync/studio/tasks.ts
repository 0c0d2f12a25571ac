import { dayOf } from '#core/base'
import type { StudioTask } from '#core/competencies'
import type { Organisation } from '../organisation.ts'
import { answerTasks } from './answers.ts'
import { boardTasks } from './board-due.ts'
import { copyTasks } from './pairs-tasks.ts'
import { profileTasks } from './profiles.ts'
import { reportTasks } from './reports.ts'
import { requestTasks } from './review-notes.ts'
import { changedSourceTasks, flagTasks, reviewTasks } from './source-tasks.ts'
import { trustTasks } from './trust-take.ts'

/** What there is to do, one line a source. A task is derived from what it is about: done is when its source says so. */
const sources: readonly ((org: Organisation, today: string) => Promise<StudioTask[]>)[] = [
  profileTasks,
  reviewTasks,
  changedSourceTasks,
  flagTasks,
  copyTasks,
  reportTasks,
  answerTasks,
  boardTasks,
  requestTasks,
  trustTasks,
]

/** What is due first comes first. */
export async function studioTasks(org: Organisation): Promise<StudioTask[]> {
  const today = dayOf(org.nowMs())
  const all = (await Promise.all(sources.map((source) => source(org, today)))).flat()
  return all.sort((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)) || (a.title < b.title ? -1 : 1))
}
