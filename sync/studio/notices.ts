import type { Notice } from '#core/authoring'
import { DAY_MS, dayOf, daysBetween } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { type Actor, type Role, readRoles } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { peopleByName } from './freshness.ts'
import { reviewQueue } from './reviews.ts'
import { studioTasks } from './tasks.ts'

const team: readonly Role[] = ['author', 'sme', 'ld']
/** Answers to reports are told by mail for so long. */
const ANSWER_DAYS_BACK = 30

/** What waits for each person, looked up together: tasks are the same for all. */
export async function createNotices(org: Organisation) {
  const tasks = await studioTasks(org)
  const owner = await createTaskOwners(org)
  const today = dayOf(org.nowMs())
  const waiting = await org.db
    .selectFrom('release')
    .select('version')
    .where('jws', 'is', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

  return async (person: Actor): Promise<Notice[]> => {
    if (!team.some((role) => person.roles.includes(role))) return []
    const isReviewer = person.roles.includes('sme') || person.roles.includes('ld')
    const reviews = isReviewer ? (await reviewQueue(org, person)).filter(({ maySign }) => maySign.length > 0) : []
    return [
      ...tasks.filter((task) => owner(task, person)).map((task) => noticeOf(task, today)),
      ...reviews.map(
        ({ sha256, title }): Notice => ({
          id: `review ${sha256}`,
          kind: 'review',
          title: `Review “${title}”`,
          dueOn: null,
          overdue: false,
          to: `/review/${sha256}`,
        }),
      ),
      ...(waiting && person.roles.includes('ld') ? [releaseNotice(waiting.version)] : []),
    ]
  }
}

/** Ids of answers to reports of this person, of the last days: the words stand in their own record. */
export async function newAnswers({ db, nowMs }: Organisation, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom('event')
    .select('id')
    .where('learner', '=', person)
    .where('kind', '=', 'report-answered')
    .where('received_ms', '>', nowMs() - ANSWER_DAYS_BACK * DAY_MS)
    .execute()
  return rows.map(({ id }) => `answer ${id}`)
}

export async function actorOf({ db }: Organisation, person: string): Promise<Actor | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', person).executeTakeFirst()
  return row ? { person, name: row.name, roles: readRoles(row.roles), by: 'device' } : null
}

/** What is late is told again each week. */
function noticeOf({ kind, id, title, dueOn, overdue, to }: StudioTask, today: string): Notice {
  const late = overdue ? ` late ${Math.floor(Math.max(0, daysBetween(dueOn, today)) / 7)}` : ''
  return { id: `${kind} ${id} ${dueOn}${late}`, kind: 'task', title, dueOn, overdue, to }
}

const releaseNotice = (version: number): Notice => ({
  id: `release ${version}`,
  kind: 'release',
  title: `Sign release ${version}`,
  dueOn: null,
  overdue: false,
  to: '/review/release',
})

/** A task of nobody who is here by that name is the learning team's; one for an expert is every SME's. */
async function createTaskOwners({ db }: Organisation) {
  const people = await peopleByName(db)
  return ({ owner }: StudioTask, { person, roles }: Actor): boolean => {
    if (owner === 'an SME') return roles.includes('sme')
    const found = people.get(owner.toLowerCase()) ?? people.get(owner)
    return found === undefined ? roles.includes('ld') : found === person
  }
}
