import type { Kysely, Transaction } from 'kysely'
import * as v from 'valibot'
import { AppError, newId, parseJson, sha256Hex } from '#core/base'
import { contentKind, isContentKind, ObjectId, Slug } from '#core/content'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { latestObject } from './stored-objects.ts'

const Ref = v.object({ kind: Slug, id: ObjectId })
type Ref = v.InferOutput<typeof Ref>
/** As people write it: `job-aid:refund-approval`. */
export const RefText = v.pipe(
  v.string(),
  v.regex(/^[^:]+:[^:]+$/, 'name an object as <kind>:<id>, e.g. job-aid:refund-approval'),
  v.transform((text) => {
    const [kind = '', id = ''] = text.split(':')
    return { kind, id }
  }),
  Ref,
)

const Expected = v.pipe(
  v.array(Ref),
  v.minLength(1, 'name at least one object that answers it'),
  v.maxLength(10, 'name at most ten objects that answer it'),
)

/** A question as people ask it, and the objects any of which answers it. */
export const NewQuestion = v.object({
  as: v.optional(Slug),
  text: v.pipe(
    v.string(),
    v.transform((text) => text.trim().replace(/\s+/g, ' ')),
    v.minLength(2, 'a question has at least two characters'),
    v.maxLength(300, 'a question has at most 300 characters'),
  ),
  expected: Expected,
})

export interface Question {
  id: string
  text: string
  expected: Ref[]
  person: string
  addedMs: number
}

/** More would make every release wait for their check. */
const MAX_QUESTIONS = 2000

/** In the order they came. */
export async function listQuestions(db: Kysely<Schema>): Promise<Question[]> {
  const rows = await db.selectFrom('search_question').selectAll().orderBy('added_ms').orderBy('id').execute()
  return rows.map(({ id, text, expected, person, added_ms }) => ({
    id,
    text,
    expected: parseJson(Expected, expected, 'question'),
    person,
    addedMs: added_ms,
  }))
}

/** Changes with what is asked and what is expected, and with nothing else. */
export const questionsHash = (questions: readonly Question[]): string =>
  sha256Hex(JSON.stringify(questions.map(({ id, text, expected }) => [id, text, expected]).sort()))

/** Several at once: what one says may stand in a file. */
export const NewQuestions = v.object({
  as: v.optional(Slug),
  questions: v.pipe(
    v.array(v.object({ text: NewQuestion.entries.text, expected: Expected, at: v.optional(v.string()) })),
    v.minLength(1, 'there is no question'),
    v.maxLength(MAX_QUESTIONS * 10, 'these are too many at once'),
  ),
})
type Given = v.InferOutput<typeof NewQuestions>['questions'][number]

interface AddedQuestion {
  id: string
  text: string
  state: 'new' | 'changed' | 'same'
}

/**
 * Keeps questions by which search is judged: all of them or none. One that is there already, whatever its capitals, punctuation
 * and spaces, gets the new objects beside its own.
 *
 * @param given `at` says where one stands and begins the sentence about what is wrong with it
 * @returns each question once
 * @throws {AppError} `bad-input` an object that is not there or cannot be opened, `conflict` too many questions
 */
export function addQuestions(org: Organisation, person: string, given: readonly Given[]): Promise<AddedQuestion[]> {
  return org.db.transaction().execute(async (db) => {
    const byWords = new Map((await listQuestions(db)).map((question) => [plainQuestion(question.text), question]))
    const added = new Map<string, AddedQuestion>()
    for (const { text, expected, at } of given) {
      const place = at === undefined ? '' : `${at}: `
      for (const { kind, id } of expected)
        if (!isContentKind(kind) || !contentKind(kind).readable || !(await latestObject(db, kind, id)))
          throw new AppError('bad-input', `${place}There is no ${kind} "${id}" that a person could open.`)
      const there = byWords.get(plainQuestion(text))
      const refs = [...new Map([...(there?.expected ?? []), ...expected].map((ref) => [objectKey(ref), ref])).values()]
      if (refs.length > 10)
        throw new AppError('bad-input', `${place}A question names at most ten objects that answer it.`)
      if (!there && byWords.size >= MAX_QUESTIONS)
        throw new AppError('conflict', `There are ${MAX_QUESTIONS} questions already; remove some first.`)
      const question = there ?? { id: newId(org), text, addedMs: org.nowMs() }
      byWords.set(plainQuestion(text), { ...question, expected: refs, person })
      const state = added.get(question.id)?.state ?? (there ? 'same' : 'new')
      const grew = refs.length > (there?.expected.length ?? 0)
      added.set(question.id, {
        id: question.id,
        text: question.text,
        state: grew && state === 'same' ? 'changed' : state,
      })
    }
    for (const question of byWords.values()) {
      const state = added.get(question.id)?.state ?? 'same'
      if (state !== 'same') await keep(org, db, question, state)
    }
    return [...added.values()]
  })
}

async function keep(org: Organisation, db: Transaction<Schema>, question: Question, state: 'new' | 'changed') {
  const { id, text, person, addedMs } = question
  const values = { expected: JSON.stringify(question.expected), person }
  if (state === 'changed') await db.updateTable('search_question').set(values).where('id', '=', id).execute()
  else
    await db
      .insertInto('search_question')
      .values({ id, text, ...values, added_ms: addedMs })
      .execute()
  await org.audit(person, state === 'changed' ? 'question-changed' : 'question-added', id, db)
}

/** Two questions with the same letters and digits are one; one without any is itself. */
const plainQuestion = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || text

/** @throws {AppError} `not-found` */
export function removeQuestion(org: Organisation, person: string, id: string): Promise<void> {
  return org.db.transaction().execute(async (db) => {
    const { numDeletedRows } = await db.deleteFrom('search_question').where('id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new AppError('not-found', 'There is no such question.')
    await org.audit(person, 'question-removed', id, db)
  })
}
