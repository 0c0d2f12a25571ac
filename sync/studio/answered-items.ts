import type { Kysely } from 'kysely'
import { agreesEnough, rubricOf } from '#core/assessment'
import type { AnsweredItem, WaitingAnswer } from '#core/authoring'
import type { Schema } from '../database.ts'
import { machineAgreement, peopleAgreement } from './answer-agreement.ts'
import { byItem, type HeldAnswer } from './answer-rows.ts'
import type { AnsweredTask } from './answer-tasks.ts'
import { releasedEvidence } from './release-evidence.ts'

interface Answered {
  answer: HeldAnswer
  task: AnsweredTask
}

/** How reading stands, item by item, for the newest task that was answered: those that wait first, then by title. */
export async function answeredItems(
  db: Kysely<Schema>,
  all: readonly Answered[],
  waiting: readonly WaitingAnswer[],
): Promise<AnsweredItem[]> {
  const { items: released } = await releasedEvidence(db)
  const answered = byItem(
    all.filter(({ task }) => rubricOf(task.body) !== null),
    ({ answer }) => answer.event.data.item,
  )
  const items = [...answered].map(([item, answers]): AnsweredItem => {
    const newest = answers.reduce((a, b) => (b.answer.event.data.version > a.answer.event.data.version ? b : a))
    const same = answers.filter(({ task }) => task.hash === newest.task.hash)
    const held = same.map(({ answer }) => answer)
    const machine = machineAgreement(held, newest.task.body, newest.task.hash)
    return {
      item,
      title: newest.task.title,
      waiting: waiting.filter((one) => one.item === item).length,
      read: same.filter(({ answer }) => answer.readings.length > 0).length,
      machine,
      people: peopleAgreement(held, newest.task.body),
      feedbackOnly: !agreesEnough(machine),
      curve: [...(released.get(item)?.curve ?? [])],
    }
  })
  return items
    .filter(({ waiting, read }) => waiting > 0 || read > 0)
    .sort((a, b) => b.waiting - a.waiting || (a.title < b.title ? -1 : 1))
}
