import type { Kysely, Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, parse, parseJson } from '#core/base'
import { answersOf, FoundPair, goingOf, PairAnswer, type PairRow } from '#core/consistency'
import type { Schema } from '../database.ts'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { retireDocumentIn } from './authoritative.ts'
import { writeDecision } from './pair-decision.ts'
import { ANSWER_KIND, readPair } from './pairs-list.ts'
import { readRecord, saveRecordIn } from './records.ts'

export const PairAnswerRequest = v.object({
  as: v.optional(v.string()),
  /** the answer this one was given on; 0 where there is none */
  base: v.optional(v.number(), 0),
  answer: PairAnswer,
})

/**
 * Keeps what a person said about a pair. The owner's pick settles a confirmed conflict.
 *
 * @throws {AppError} `not-found`, `refused` for an answer that does not fit the pair, `conflict` when somebody else answered meanwhile
 */
export async function answerPair(
  org: Organisation,
  actor: Actor,
  id: string,
  base: number,
  answer: PairAnswer,
): Promise<PairRow> {
  await org.db.transaction().execute(async (db) => {
    const row = await db.selectFrom('pair').select(['list', 'body']).where('id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no pair ${id}; list the pairs again.`)
    const pair = parseJson(FoundPair, row.body, `pair ${id}`)
    const { list } = pair
    if (answer.answer === 'picked') await mayPick(db, id, actor, answer.owner)
    else if (!answersOf(list).includes(answer.answer))
      throw new AppError('refused', `This pair is answered with ${answersOf(list).join(', ')}.`)
    else {
      await mayChange(db, id, actor)
      if (pair.isStrong && answer.answer !== 'conflict') mayDismiss(actor)
    }
    const edited = await saveRecordIn(org, db, actor.person, { kind: ANSWER_KIND, id, base, body: answer })
    if (edited.state === 'conflict')
      throw new AppError('conflict', `${edited.newest.person} answered this pair meanwhile; look at it again.`)
    await db.updateTable('pair').set({ answer: answer.answer }).where('id', '=', id).execute()
    if (list === 'duplicate') await carryOut(org, db, actor, pair, answer)
    if (answer.answer === 'picked') await writeDecision(org, db, actor.person, pair, answer)
  })
  const found = await readPair(org.db, id)
  if (!found) throw new AppError('not-found', 'The answer is kept, but one of the two texts no longer stands anywhere.')
  return found
}

/**
 * One of two documents that say the same goes out of use; it comes back only by being put back (`lineage retire --back`). A passage
 * cannot be taken out for its owner: that is a task until the text is gone (pairs-tasks.ts).
 *
 * @throws {AppError} `forbidden`
 */
async function carryOut(
  org: Organisation,
  db: Transaction<Schema>,
  actor: Actor,
  pair: FoundPair,
  answer: PairAnswer,
): Promise<void> {
  if (pair.a.passage !== null || pair.b.passage !== null) return
  const goes = goingOf(pair, answer)
  if (!goes) return
  if (!decides(actor))
    throw new AppError('forbidden', `${actor.name} would need the role sme or ld to take a document out of use.`)
  const reason = answer.reason ?? `It says the same as “${(goes === pair.a ? pair.b : pair.a).title}”.`
  await retireDocumentIn(org, db, actor.person, goes.document, { state: 'retired', reason: reason.slice(0, 500) })
}

/** Who confirmed a conflict may have blocked a domain: an author alone does not take that back. */
async function mayChange(db: Kysely<Schema>, id: string, actor: Actor): Promise<void> {
  const record = await readRecord(db, ANSWER_KIND, id)
  const before = record ? parse(PairAnswer, record.body, `answer to pair ${id}`).answer : null
  if ((before === 'conflict' || before === 'picked') && !decides(actor))
    throw new AppError('forbidden', `${actor.name} would need the role sme or ld to take a confirmed conflict back.`)
}

/** A strong candidate keeps a release waiting: an author may confirm it, to put it aside is a reviewer's word. */
function mayDismiss(actor: Actor): void {
  if (!decides(actor))
    throw new AppError(
      'forbidden',
      `${actor.name} would need the role sme or ld to put aside what has to be looked at before a release.`,
    )
}

const decides = ({ roles }: Actor): boolean => roles.some((role) => role === 'sme' || role === 'ld')

async function mayPick(db: Kysely<Schema>, id: string, actor: Actor, owner: string): Promise<void> {
  if (!decides(actor))
    throw new AppError('forbidden', `${actor.name} would need the role sme or ld to record the owner's decision.`)
  const record = await readRecord(db, ANSWER_KIND, id)
  const before = record ? parse(PairAnswer, record.body, `answer to pair ${id}`).answer : null
  if (before !== 'conflict' && before !== 'picked')
    throw new AppError('refused', 'Only a confirmed conflict is settled by picking a side; confirm it first.')
  const person = await db.selectFrom('person').select('id').where('id', '=', owner).executeTakeFirst()
  if (!person) throw new AppError('refused', `There is no person "${owner}"; name the owner by their id.`)
}
