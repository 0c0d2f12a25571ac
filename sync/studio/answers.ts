import { leastAgreement, presentItem, rubricOf, scoreOf } from '#core/assessment'
import type { AnswerQueue, AnswerRead, AnswerReading, AnswerToRead, WaitingAnswer } from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { saidResponse } from '#core/learner'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { writeServerEvent } from '../server-event.ts'
import { type HeldAnswer, heldAnswers, type ReadingBody } from './answer-rows.ts'
import { type AnsweredTask, createAnsweredTasks } from './answer-tasks.ts'
import { answeredItems } from './answered-items.ts'
import { domainTitles } from './object-domains.ts'
import { createSmeDomains } from './sme-domains.ts'

type Reader = Pick<Actor, 'person' | 'roles'>
interface Waiting {
  answer: HeldAnswer
  task: AnsweredTask
}

/** Of ten answers whose machine's score counts, one is read all the same: else nobody would notice that it no longer agrees. */
const CHECKED_IN_TEN = 1
/** Of five that one person read, a second person reads one, to see how far people agree. */
const TWICE_IN_FIVE = 1

/** An SME sees what waits in their domains. @param reader null for the operator, who sees how many there are and reads none */
export async function answerQueue(org: Organisation, reader: Reader | null): Promise<AnswerQueue> {
  const mayRead = reader?.roles.includes('sme') ?? false
  const { waiting, all } = await readQueue(org, reader)
  const titleOf = await domainTitles(org.db)
  const lines = waiting.map((one) => lineOf(one, titleOf))
  return {
    waiting: mayRead ? lines : [],
    items: await answeredItems(org.db, all, lines),
    needs: leastAgreement,
    mayRead,
  }
}

/** How many answers wait for anybody. */
export const countWaitingAnswers = async (org: Organisation): Promise<number> =>
  (await readQueue(org, null)).waiting.length

/** Until they are read, answers stand in what there is to do, together: a line an answer would say when each came. */
export async function answerTasks(org: Organisation, today: string): Promise<StudioTask[]> {
  const n = await countWaitingAnswers(org)
  if (n === 0) return []
  const title = n === 1 ? 'Read an answer' : `Read ${n} answers`
  return [
    { kind: 'answers', id: 'answers', title, owner: 'an SME', dueOn: today, overdue: false, to: '/studio/answers' },
  ]
}

/** @throws {AppError} `not-found` where it waits for nobody, or not for this person */
export async function answerToRead(org: Organisation, reader: Reader, name: string): Promise<AnswerToRead> {
  const { waiting } = await readQueue(org, reader)
  const found = findWaiting(waiting, name)
  const { answer, task } = found
  const { control } = presentItem(answer.event.data.item, task.body, 0, [])
  return {
    ...lineOf(found, await domainTitles(org.db)),
    situation: task.situation,
    ask: task.ask,
    criteria: task.criteria,
    answer: saidResponse(control, answer.event.data.response),
    note: answer.challenge?.data.note ?? null,
    left: waiting.length - 1,
  }
}

/**
 * Takes what a person makes of an answer. The first reading goes into the set of who answered, unless it was only a check and
 * would take something from them; a second one only tells how far people agree.
 *
 * @throws {AppError} `not-found` read by somebody meanwhile, or erased; `bad-input` other criteria than the task's
 */
export async function readAnswer(
  org: Organisation,
  reader: Actor,
  name: string,
  reading: AnswerReading,
): Promise<AnswerRead> {
  const { waiting } = await readQueue(org, reader)
  const { answer, task } = findWaiting(waiting, name)
  const said = new Map(reading.criteria.map(({ criterion, verdict }) => [criterion, verdict]))
  const criteria = task.criteria.map(({ id }) => ({ criterion: id, verdict: said.get(id) ?? unsaid() }))
  if (said.size !== criteria.length || reading.criteria.length !== criteria.length) unsaid()
  if (answer.challenge && reading.note === null)
    throw new AppError('bad-input', 'Say in a few words why: this answer was contested, and who gave it reads them.')
  const { score, correct } = scoreOf(task.criteria, (id) => said.get(id) === 'met')
  const { learner, event, challenge } = answer
  const { data } = event
  const n = answer.readings.length + 1
  const body: ReadingBody = { criteria }
  await org.db.transaction().execute(async (db) => {
    const inserted = await db
      .insertInto('answer_reading')
      .columns(['learner', 'answer', 'n', 'item', 'version', 'task', 'person', 'at_ms', 'body'])
      .expression((eb) =>
        eb
          .selectFrom('event')
          .select([
            eb.val(learner).as('learner'),
            eb.val(event.id).as('answer'),
            eb.val(n).as('n'),
            eb.val(data.item).as('item'),
            eb.val(data.version).as('version'),
            eb.val(task.hash).as('task'),
            eb.val(reader.person).as('person'),
            eb.val(org.nowMs()).as('at_ms'),
            eb.val(JSON.stringify(body)).as('body'),
          ])
          .where('learner', '=', learner)
          .where('id', '=', event.id),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw notWaiting()
    await org.audit(reader.person, 'answer-read', `${data.item} ${data.version}`, db)
    if (n > 1) return
    const asked = data.state === 'abstained' || challenge !== null
    if (!asked && score <= data.score) return
    await writeServerEvent(org, db, learner, 'answer-scored', {
      answer: event.id,
      attempt: data.attempt,
      item: data.item,
      version: data.version,
      criteria,
      score,
      correct,
      ...(reading.note === null ? {} : { note: reading.note }),
    })
    if (challenge && reading.note !== null)
      await writeServerEvent(org, db, learner, 'challenge-decided', {
        challenge: challenge.id,
        decision: correct !== data.correct || score !== data.score ? 'changed' : 'upheld',
        by: reader.person,
        note: reading.note,
      })
  })
  const machine = data.criteria?.map(({ criterion, verdict }) => ({ criterion, verdict })) ?? null
  const rest = waiting.filter((one) => one.answer.name !== name)
  const next = rest.find((one) => one.answer.event.data.item === data.item) ?? rest[0]
  return { machine: rubricOf(task.body) ? machine : null, next: next?.answer.name ?? null }
}

async function readQueue(org: Organisation, reader: Reader | null) {
  const taskOf = await createAnsweredTasks(org.db)
  const all: Waiting[] = []
  for (const answer of await heldAnswers(org.db)) {
    const task = await taskOf(answer.event.data.item, answer.event.data.version)
    // an answer to a task that was never here cannot be read by anything
    if (task) all.push({ answer, task })
  }
  const outside = await createSmeDomains(org.db, dayOf(org.nowMs()))
  const waiting = all
    .filter(({ answer, task }) => waits(answer, task) && answer.learner !== reader?.person)
    .filter(({ task }) => reader === null || outside(reader.person, task.domains) === null)
    .filter(({ answer }) => answer.readings.every(({ person }) => person !== reader?.person))
    // names are hashes: their order says nothing of when or who
    .sort((a, b) => compare(orderKey(a), orderKey(b)))
  return { all, waiting }
}

/** Contested ones first, then question by question: who reads ten answers to one reads them alike. */
const orderKey = ({ answer }: Waiting): string =>
  `${answer.challenge && answer.readings.length === 0 ? 0 : 1} ${answer.event.data.item} ${answer.name}`
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function waits({ event, counts, challenge, readings, name }: HeldAnswer, task: AnsweredTask): boolean {
  if (!counts && challenge === null) return false
  const lot = Number.parseInt(name.slice(0, 6), 16)
  const ownWords = rubricOf(task.body) !== null
  if (readings.length === 0)
    return challenge !== null || (ownWords && (event.data.state === 'abstained' || lot % 10 < CHECKED_IN_TEN))
  return readings.length === 1 && ownWords && challenge === null && lot % 5 < TWICE_IN_FIVE
}

const lineOf = ({ answer, task }: Waiting, titleOf: (domain: string) => string): WaitingAnswer => ({
  id: answer.name,
  item: answer.event.data.item,
  title: task.title,
  domains: task.domains.map((id) => ({ id, title: titleOf(id) })),
  contested: answer.challenge !== null && answer.readings.length === 0,
})

function findWaiting(waiting: readonly Waiting[], name: string): Waiting {
  const found = waiting.find(({ answer }) => answer.name === name)
  if (!found) throw notWaiting()
  return found
}

const notWaiting = () =>
  new AppError('not-found', 'This answer does not wait for you: it was read just now, or taken back by who gave it.')
const unsaid = (): never => {
  throw new AppError('bad-input', 'Say of every criterion of this task whether the answer meets it, once each.')
}
