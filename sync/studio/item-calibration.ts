import type { Kysely } from 'kysely'
import { type BankAnswer, calibrateBank, ItemParameters, initialParameters, type Parameters } from '#core/assessment'
import { parseJson, textOf } from '#core/base'
import { type Envelope, item } from '#core/content'
import { type KnownEvent, LearningEvent, readEvents } from '#core/events'
import type { Release } from '#core/releases'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { byItem } from './answer-rows.ts'
import { entryNames } from './release-content.ts'

/**
 * Fewer people leave the author's estimate as it is, and people are added in whole blocks of five in the order their answers
 * arrived: two releases between which one more person answered say the same, so that nothing tells what that person answered.
 */
export const LEAST_PEOPLE = 10
const BLOCK = 5
/** Answers of so many people at most are taken in, those who answered last first: more would hold the server up for seconds. */
const MOST_PEOPLE = 1_000
const BATCH = 100

/**
 * Parameters of the items of a release: measured where at least ten people answered this version of an item, the author's
 * estimate elsewhere. What counts is a person's first answer, given alone, scored, and not after the aid for that very part.
 * Nobody is named: people are numbers that live as long as this call.
 */
export async function releaseParameters(
  db: Kysely<Schema>,
  items: readonly Pick<Envelope, 'id' | 'version' | 'body'>[],
): Promise<ItemParameters> {
  const authors = initialParameters(items)
  const answers = inBlocks(await bankAnswers(db, items))
  const people = new Map<string, number>()
  for (const { item: id } of answers) people.set(id, (people.get(id) ?? 0) + 1)
  const enough = new Set([...people].flatMap(([id, n]) => (n >= LEAST_PEOPLE ? [id] : [])))
  if (enough.size === 0) return authors
  await nextTask()
  const measured = calibrateBank(answers, authors)
  const entries = Object.entries(authors.items).map(([id, author]): [string, Parameters] => {
    const found = measured.items[id]
    return [id, found && enough.has(id) ? rounded(found, people.get(id) ?? 0) : author]
  })
  return { source: 'responses', items: Object.fromEntries(entries) }
}

/** Of each item the answers of whole blocks of people, those that arrived first. */
function inBlocks(answers: readonly Arrived[]): BankAnswer[] {
  const ordered = [...answers].sort((a, b) => a.receivedMs - b.receivedMs || (a.person < b.person ? -1 : 1))
  return [...byItem(ordered, ({ item: id }) => id).values()].flatMap((own) =>
    own.slice(0, BLOCK * Math.floor(own.length / BLOCK)),
  )
}

/** In hundredths, and the count in tens. */
const rounded = ({ a, b, seA, seB }: Parameters, people: number): Parameters => {
  const at = (value: number) => Math.round(value * 100) / 100
  return { a: at(a), b: at(b), seA: at(seA), seB: at(seB), answers: Math.floor(people / 10) * 10 }
}

/** How many items a release carries measured parameters of. */
export async function measuredItems(db: Kysely<Schema>, release: Release | null): Promise<number> {
  const entry = release?.derived.find(({ name }) => name === entryNames.parameters)
  if (!entry) return 0
  const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', entry.sha256).executeTakeFirst()
  if (!row) return 0
  const { items } = parseJson(ItemParameters, textOf(row.bytes, 'item parameters'), 'item parameters')
  return Object.values(items).filter(({ answers }) => answers !== undefined).length
}

const kinds = ['item-answered', 'answer-scored', 'remedial-opened']
type Arrived = BankAnswer & { receivedMs: number }

async function bankAnswers(
  db: Kysely<Schema>,
  items: readonly Pick<Envelope, 'id' | 'version' | 'body'>[],
): Promise<Arrived[]> {
  const asked = new Map(
    items.map(({ id, version, body }) => [id, { version, part: item.parse(body).subCompetencies[0] ?? '' }]),
  )
  const learners = await db
    .selectFrom('event')
    .select(({ fn }) => ['learner', fn.max('id').as('last')])
    .where('kind', '=', 'item-answered')
    .groupBy('learner')
    .orderBy('last', 'desc')
    .limit(MOST_PEOPLE)
    .execute()
  const found: Arrived[] = []
  for (let from = 0; from < learners.length; from += BATCH) {
    await nextTask()
    const some = learners.slice(from, from + BATCH).map(({ learner }) => learner)
    const rows = await db
      .selectFrom('event')
      .select(['learner', 'body', 'id', 'received_ms'])
      .where('learner', 'in', some)
      .where('kind', 'in', kinds)
      // what a device scored otherwise than the task does measures nothing
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('score_differs')
              .select('answer')
              .whereRef('score_differs.learner', '=', 'event.learner')
              .whereRef('score_differs.answer', '=', 'event.id'),
          ),
        ),
      )
      .orderBy('learner')
      .orderBy('id')
      .execute()
    for (const [n, learner] of some.entries()) {
      const own = rows.filter((row) => row.learner === learner)
      const events = readEvents(own.map(({ body }) => parseJson(LearningEvent, body, 'event')))
      const receivedMs = new Map(own.map((row) => [row.id, row.received_ms]))
      for (const { event, ...answer } of answersOf(events, String(from + n), asked))
        found.push({ ...answer, receivedMs: receivedMs.get(event) ?? 0 })
    }
  }
  return found
}

function answersOf(
  events: readonly KnownEvent[],
  person: string,
  asked: ReadonlyMap<string, { version: number; part: string }>,
): (BankAnswer & { event: string })[] {
  const readBy = new Map<string, boolean>()
  for (const event of events) if (event.kind === 'answer-scored') readBy.set(event.data.answer, event.data.correct)
  const helped = new Set<string>()
  const met = new Set<string>()
  const answers: (BankAnswer & { event: string })[] = []
  for (const event of events) {
    if (event.kind === 'remedial-opened') helped.add(event.data.subCompetency)
    if (event.kind !== 'item-answered') continue
    const { item: id, version, state, aided } = event.data
    const isFirst = !met.has(id)
    met.add(id)
    const known = asked.get(id)
    const word = readBy.get(event.id) ?? (state === 'scored' ? event.data.correct : null)
    if (!isFirst || !known || known.version !== version || aided || word === null || helped.has(known.part)) continue
    answers.push({ event: event.id, person, item: id, correct: word })
  }
  return answers
}
