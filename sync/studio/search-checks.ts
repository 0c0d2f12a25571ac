import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import type { Release } from '#core/releases'
import type { Schema } from '../database.ts'
import { withEmbedder } from '../embedding/server-embedder.ts'
import type { Organisation } from '../organisation.ts'
import { checkQuestions, type QuestionCheck, type QuestionVectors, questionVectors } from './check-questions.ts'
import { readRelease } from './published.ts'
import { listQuestions, type Question, questionsHash } from './questions.ts'
import { releaseContent } from './release-content.ts'
import { openReleaseSearch } from './release-search.ts'
import { lastPublished } from './sign-time.ts'

const Failed = v.object({
  id: v.string(),
  text: v.string(),
  found: v.nullable(v.number()),
  instead: v.nullable(v.string()),
})

/** How a release answers the organisation's own questions, beside the release before it. */
const SearchCheck = v.object({
  questions: v.number(),
  recall3: v.number(),
  failed: v.array(Failed),
  /** recall@3 of the release before on the same questions; null for the first */
  before: v.nullable(v.number()),
  /** questions which that one answered and this one does not */
  lost: v.array(Failed),
  /** `questionsHash` of what was asked */
  asked: v.string(),
})
export type SearchCheck = v.InferOutput<typeof SearchCheck>
export type StoredCheck = SearchCheck & { release: number; atMs: number }

export const isLower = ({ recall3, before }: SearchCheck): boolean => before !== null && recall3 < before - 1e-9

/**
 * How a release answers the questions as they are now; nothing is kept.
 *
 * @throws {AppError} `not-found` there is no such release, or no question
 */
export async function checkNow(org: Organisation, of: 'published' | 'candidate') {
  const { db } = org
  const waiting = () => db.selectFrom('release').selectAll().where('jws', 'is', null).executeTakeFirst()
  const row = of === 'published' ? await lastPublished(db) : await waiting()
  if (!row)
    throw new AppError(
      'not-found',
      of === 'published' ? 'No release is published yet.' : 'No release waits for a signature.',
    )
  const questions = await listQuestions(db)
  if (questions.length === 0)
    throw new AppError('not-found', 'There are no questions yet; add some with handrail questions add.')
  return withEmbedder(org, async (embedder) => {
    const vectors = await questionVectors(questions, embedder)
    const check = await checkRelease(db, readRelease(row.payload), questions, vectors)
    return { release: row.version, atMs: org.nowMs(), ...check, by: vectors ? 'words-and-meaning' : 'words' }
  })
}

/** Asks a stored release every question, as a device would that has installed it. */
export async function checkRelease(
  db: Kysely<Schema>,
  release: Release,
  questions: readonly Question[],
  vectors: QuestionVectors | null,
): Promise<QuestionCheck> {
  return checkQuestions(await openReleaseSearch(await releaseContent(db, release)), questions, vectors)
}

export function compare(after: QuestionCheck, before: QuestionCheck | null, asked: readonly Question[]): SearchCheck {
  const failedBefore = new Set(before?.failed.map(({ id }) => id))
  const lost = before ? after.failed.filter(({ id }) => !failedBefore.has(id)) : []
  return { ...after, before: before?.recall3 ?? null, lost, asked: questionsHash(asked) }
}

export async function storeCheck(org: Organisation, db: Kysely<Schema>, release: number, check: SearchCheck | null) {
  await db.deleteFrom('search_check').where('release', '=', release).execute()
  if (!check) return
  const body = JSON.stringify(check)
  await db.insertInto('search_check').values({ release, at_ms: org.nowMs(), body }).execute()
}

/** Of published releases, newest first. */
export async function publishedChecks(db: Kysely<Schema>): Promise<StoredCheck[]> {
  const rows = await db
    .selectFrom('search_check as c')
    .innerJoin('release as r', 'r.version', 'c.release')
    .select(['c.release', 'c.at_ms', 'c.body'])
    .where('r.jws', 'is not', null)
    .orderBy('c.release', 'desc')
    .execute()
  return rows.map(readRow)
}

/** Of the release that waits for a signature, on the questions as they are now; null without questions or release. */
export async function waitingCheck(org: Organisation): Promise<StoredCheck | null> {
  const { db } = org
  const waiting = await db
    .selectFrom('release')
    .select(['version', 'payload'])
    .where('jws', 'is', null)
    .executeTakeFirst()
  const questions = await listQuestions(db)
  if (!waiting || questions.length === 0) return null
  const row = await db.selectFrom('search_check').selectAll().where('release', '=', waiting.version).executeTakeFirst()
  const stored = row && readRow(row)
  if (stored?.asked === questionsHash(questions)) return stored
  const check = await withEmbedder(org, async (embedder) => {
    const vectors = await questionVectors(questions, embedder)
    const last = await lastPublished(db)
    const before = last && (await checkRelease(db, readRelease(last.payload), questions, vectors))
    return compare(await checkRelease(db, readRelease(waiting.payload), questions, vectors), before, questions)
  })
  await storeCheck(org, db, waiting.version, check)
  return { ...check, release: waiting.version, atMs: org.nowMs() }
}

/**
 * A release that answers fewer of the organisation's own questions than the one before needs somebody's word that this is meant.
 *
 * @returns whether that word was needed
 * @throws {AppError} `lower-recall`
 */
export async function needRecallAccepted(org: Organisation, accepted: boolean): Promise<boolean> {
  const check = await waitingCheck(org)
  if (!check || !isLower(check)) return false
  if (accepted) return true
  const lost = check.lost.map(({ text }) => `"${text}"`).join(', ')
  throw new AppError(
    'lower-recall',
    `Search would answer fewer of your own questions than before (lost: ${lost}). Mend the content, or say that you accept it.`,
  )
}

function readRow({ release, at_ms, body }: { release: number; at_ms: number; body: string }): StoredCheck {
  return { ...parseJson(SearchCheck, body, 'search check'), release, atMs: at_ms }
}
