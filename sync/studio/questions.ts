import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, newId, parseJson, sha256Hex } from '#core/base'
import { contentKind, ObjectId, Slug } from '#core/content'
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

/**
 * Keeps a question by which search is judged. One that is there already, whatever its capitals, gets the new objects beside its
 * own.
 *
 * @throws {AppError} `bad-input` an object that is not there or cannot be opened, `conflict` too many questions
 */
export function addQuestion(
  org: Organisation,
  person: string,
  { text, expected }: { text: string; expected: readonly Ref[] },
): Promise<{ id: string; state: 'new' | 'changed' | 'same' }> {
  return org.db.transaction().execute(async (db) => {
    for (const { kind, id } of expected)
      if (!contentKind(kind).readable || !(await latestObject(db, kind, id)))
        throw new AppError('bad-input', `There is no ${kind} "${id}" that a person could open.`)
    const questions = await listQuestions(db)
    const there = questions.find((question) => question.text.toLowerCase() === text.toLowerCase())
    const refs = new Map([...(there?.expected ?? []), ...expected].map((ref) => [objectKey(ref), ref]))
    if (there && refs.size === there.expected.length) return { id: there.id, state: 'same' }
    if (refs.size > 10) throw new AppError('bad-input', 'A question names at most ten objects that answer it.')
    const values = { expected: JSON.stringify([...refs.values()]), person }
    if (there) await db.updateTable('search_question').set(values).where('id', '=', there.id).execute()
    else if (questions.length >= MAX_QUESTIONS)
      throw new AppError('conflict', `There are ${MAX_QUESTIONS} questions already; remove some first.`)
    const id = there?.id ?? newId(org)
    if (!there)
      await db
        .insertInto('search_question')
        .values({ id, text, ...values, added_ms: org.nowMs() })
        .execute()
    await org.audit(person, there ? 'question-changed' : 'question-added', id, db)
    return { id, state: there ? 'changed' : 'new' }
  })
}

/** @throws {AppError} `not-found` */
export function removeQuestion(org: Organisation, person: string, id: string): Promise<void> {
  return org.db.transaction().execute(async (db) => {
    const { numDeletedRows } = await db.deleteFrom('search_question').where('id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new AppError('not-found', 'There is no such question.')
    await org.audit(person, 'question-removed', id, db)
  })
}
